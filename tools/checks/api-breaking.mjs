// What in a newer description of an API would break a client written against the older one. A request may only become
// more permissive, an answer may only say more. New values of an enum in an answer are additions: clients are told to
// expect them.

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'];

/**
 * @param {object} before an OpenAPI 3 document
 * @param {object} after the newer one
 * @returns {string[]} one line a breaking change; none when every old client goes on working
 */
export function breakingChanges(before, after) {
  const comparison = new Comparison(before, after);
  for (const [path, item] of Object.entries(before.paths ?? {})) {
    for (const method of METHODS.filter((name) => item[name])) {
      comparison.operation(`${method.toUpperCase()} ${path}`, item[method], after.paths?.[path]?.[method], [
        item.parameters ?? [],
        after.paths?.[path]?.parameters ?? [],
      ]);
    }
  }
  return [...new Set(comparison.found)];
}

class Comparison {
  found = [];
  #seen = new Set();

  constructor(before, after) {
    this.before = before;
    this.after = after;
  }

  operation(name, before, after, [shared, sharedAfter]) {
    if (!after) return void this.found.push(`${name}: removed`);
    this.parameters(name, [...shared, ...(before.parameters ?? [])], [...sharedAfter, ...(after.parameters ?? [])]);
    this.requestBody(name, resolve(this.before, before.requestBody), resolve(this.after, after.requestBody));
    for (const [status, response] of Object.entries(before.responses ?? {})) {
      if (!status.startsWith('2')) continue;
      const now = after.responses?.[status];
      if (!now) this.found.push(`${name}: answer ${status} removed`);
      else this.content(`${name} answer ${status}`, resolve(this.before, response).content, resolve(this.after, now).content, 'answer');
    }
    if (isOpen(this.before, before) && !isOpen(this.after, after)) this.found.push(`${name}: needs a credential now`);
  }

  parameters(name, before, after) {
    const byKey = (document, list) => new Map(list.map((each) => resolve(document, each)).map((each) => [`${each.in} ${each.name}`, each]));
    const old = byKey(this.before, before);
    const now = byKey(this.after, after);
    for (const [key, parameter] of old) {
      const match = now.get(key);
      if (!match) this.found.push(`${name}: parameter ${key} removed`);
      else this.schema(`${name} parameter ${key}`, parameter.schema, match.schema, 'request');
    }
    for (const [key, parameter] of now) {
      if (parameter.required && !old.get(key)?.required) this.found.push(`${name}: parameter ${key} is required now`);
    }
  }

  requestBody(name, before, after) {
    if (before && !after) return void this.found.push(`${name}: no longer takes a body`);
    if (after?.required && !before?.required) this.found.push(`${name}: a body is required now`);
    if (before) this.content(`${name} body`, before.content, after.content, 'request');
  }

  content(where, before = {}, after = {}, direction) {
    for (const [type, { schema }] of Object.entries(before)) {
      if (!after[type]) this.found.push(`${where}: ${type} removed`);
      else this.schema(where, schema, after[type].schema, direction);
    }
  }

  schema(where, before, after, direction) {
    if (!before || !after) return;
    const key = `${before.$ref ?? ''} ${after.$ref ?? ''} ${direction}`;
    if (before.$ref && after.$ref) {
      if (this.#seen.has(key)) return;
      this.#seen.add(key);
    }
    const old = flatten(this.before, before);
    const now = flatten(this.after, after);
    this.values(where, old, now, direction);
    if (direction === 'request') this.limits(where, old, now);
    this.properties(where, old, now, direction);
    this.variants(where, old, now, direction);
    this.schema(`${where}[]`, old.items, now.items, direction);
    if (isSchema(old.additionalProperties) && isSchema(now.additionalProperties)) {
      this.schema(`${where}{}`, old.additionalProperties, now.additionalProperties, direction);
    }
  }

  values(where, old, now, direction) {
    const [accepting, given] = direction === 'request' ? [now, old] : [old, now];
    if (!accepts(typesOf(accepting), typesOf(given))) {
      this.found.push(`${where}: type ${typesOf(old)?.join(' or ') ?? 'any'} became ${typesOf(now)?.join(' or ') ?? 'any'}`);
    }
    const [oldValues, newValues] = [enumOf(old), enumOf(now)];
    if (direction === 'request' && newValues) {
      const refused = oldValues ? oldValues.filter((value) => !newValues.includes(value)) : ['others'];
      if (refused.length) this.found.push(`${where}: no longer takes ${refused.join(', ')}`);
    }
    if (direction === 'answer' && oldValues && !newValues) this.found.push(`${where}: no longer one of a list of values`);
    if (old.format !== now.format && (direction === 'answer' ? old.format : now.format)) {
      this.found.push(`${where}: format ${old.format ?? 'none'} became ${now.format ?? 'none'}`);
    }
  }

  limits(where, old, now) {
    for (const key of ['minLength', 'minItems', 'minimum', 'exclusiveMinimum', 'minProperties']) {
      if (now[key] !== undefined && (old[key] === undefined || now[key] > old[key]))
        this.found.push(`${where}: ${key} rose to ${now[key]}`);
    }
    for (const key of ['maxLength', 'maxItems', 'maximum', 'exclusiveMaximum', 'maxProperties']) {
      if (now[key] !== undefined && (old[key] === undefined || now[key] < old[key]))
        this.found.push(`${where}: ${key} fell to ${now[key]}`);
    }
    if (now.pattern !== undefined && now.pattern !== old.pattern) this.found.push(`${where}: pattern changed`);
  }

  properties(where, old, now, direction) {
    for (const [name, schema] of Object.entries(old.properties ?? {})) {
      const match = now.properties?.[name];
      if (!match) this.found.push(`${where}.${name}: removed`);
      else this.schema(`${where}.${name}`, schema, match, direction);
    }
    const [stricter, looser, say] = direction === 'request' ? [now, old, 'is required now'] : [old, now, 'is no longer always there'];
    for (const name of stricter.required ?? []) {
      const isGone = direction === 'answer' && !now.properties?.[name];
      if (!looser.required?.includes(name) && !isGone) this.found.push(`${where}.${name}: ${say}`);
    }
  }

  variants(where, old, now, direction) {
    for (const kind of ['oneOf', 'anyOf']) {
      const named = (document, list = []) => new Map(list.map((variant, at) => [variantName(document, variant, at), variant]));
      const variants = named(this.after, now[kind]);
      for (const [name, variant] of named(this.before, old[kind])) {
        const match = variants.get(name);
        if (match) this.schema(`${where}<${name}>`, variant, match, direction);
        else if (direction === 'request') this.found.push(`${where}: no longer takes ${name}`);
      }
    }
  }
}

function resolve(document, node) {
  let target = node;
  for (let hops = 0; target?.$ref && hops < 20; hops++) {
    target = target.$ref
      .slice(2)
      .split('/')
      .reduce((at, part) => at?.[part.replaceAll('~1', '/').replaceAll('~0', '~')], document);
  }
  return target;
}

/** A schema with what `allOf` adds to it. */
function flatten(document, schema) {
  const own = resolve(document, schema) ?? {};
  return (own.allOf ?? [])
    .map((part) => flatten(document, part))
    .reduce(
      (whole, part) => ({
        ...part,
        ...whole,
        properties: { ...part.properties, ...whole.properties },
        required: [...(part.required ?? []), ...(whole.required ?? [])],
      }),
      own,
    );
}

function typesOf({ type, nullable, properties }) {
  const types = type === undefined ? (properties ? ['object'] : undefined) : [type].flat();
  return types && nullable ? [...types, 'null'] : types;
}

function accepts(accepted, given) {
  if (!accepted) return true;
  return Boolean(given?.every((type) => accepted.includes(type) || (type === 'integer' && accepted.includes('number'))));
}

const enumOf = (schema) => (schema.const === undefined ? schema.enum : [schema.const]);
const isSchema = (value) => typeof value === 'object' && value !== null;
const isOpen = (document, operation) => !(operation.security ?? document.security ?? []).some((each) => Object.keys(each).length);

/** A variant is the same one as long as its name, or the constants it is told by, stay. */
function variantName(document, variant, at) {
  if (variant.$ref) return variant.$ref.split('/').pop();
  const constants = Object.entries(flatten(document, variant).properties ?? {})
    .map(([name, schema]) => [name, enumOf(resolve(document, schema) ?? {})])
    .filter(([, values]) => values?.length === 1)
    .map(([name, values]) => `${name}=${values[0]}`);
  return constants.join(' ') || variant.title || `${variant.type ?? 'variant'} ${at + 1}`;
}
