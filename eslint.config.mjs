import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { CONFIG_FILES, UNITS } from './tools/layers.mjs';

const NO_FORWARD_REF = {
  selector: "CallExpression[callee.name='forwardRef'], ImportSpecifier[imported.name='forwardRef']",
  message: 'forwardRef papers over a cycle: a type is missing one layer lower.',
};

const ONLY_IN_CONFIG = 'The environment is read in src/config.ts of an app only; everything else is handed its settings.';
const NO_ENVIRONMENT = [
  { selector: "MemberExpression[object.name='process'][property.name='env']", message: ONLY_IN_CONFIG },
  { selector: "MemberExpression[object.name='process'][property.value='env']", message: ONLY_IN_CONFIG },
  { selector: "VariableDeclarator[init.name='process'] Property[key.name='env']", message: ONLY_IN_CONFIG },
  {
    selector: "ImportDeclaration[source.value=/^(node:)?process$/] ImportSpecifier[imported.name='env']",
    message: ONLY_IN_CONFIG,
  },
];

const noAsync = (unit, layer) =>
  [
    ':function[async=true]',
    'AwaitExpression',
    'ForOfStatement[await=true]',
    "NewExpression[callee.name='Promise']",
    "MemberExpression[object.name='Promise']",
    'TSTypeReference[typeName.name=/^Promise(Like)?$/]',
    'CallExpression[callee.name=/^(setTimeout|setInterval|setImmediate|queueMicrotask)$/]',
  ].map((selector) => ({ selector, message: `Layer ${layer}: ${unit} is synchronous. Fetch first, then call it with values.` }));

const synchronousUnits = Object.entries(UNITS)
  .filter(([, { isSynchronous }]) => isSynchronous)
  .map(([unit, { layer }]) => ({
    name: `layers/${unit}`,
    files: [`${unit}/**/*.ts`],
    ignores: ['**/*spec.ts'],
    rules: { 'no-restricted-syntax': ['error', NO_FORWARD_REF, ...NO_ENVIRONMENT, ...noAsync(unit, layer)] },
  }));

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'logs/', 'data/', 'libs/client/src/*/schema.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      globals: globals.node,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-param-reassign': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  {
    name: 'typescript',
    files: ['**/*.ts', '**/*.tsx'],
    rules: {
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // A branded number counts as unsafe for a minus sign, which is what amounts are made of.
      '@typescript-eslint/no-unsafe-unary-minus': 'off',
      // Nest modules, and classes that only name something, have no members.
      '@typescript-eslint/no-extraneous-class': 'off',
      'no-restricted-syntax': ['error', NO_FORWARD_REF, ...NO_ENVIRONMENT],
    },
  },
  ...synchronousUnits,
  {
    name: 'environment',
    files: CONFIG_FILES,
    rules: { 'no-restricted-syntax': ['error', NO_FORWARD_REF] },
  },
  {
    name: 'programs that talk to a person',
    files: ['tools/**', 'deploy/**', 'bench/**', 'test/**', 'apps/*/src/cli.ts', 'apps/*/src/cli/**'],
    rules: { 'no-console': 'off' },
  },
  {
    name: 'environment of tools and tests',
    files: ['tools/**', 'deploy/**', 'bench/**', 'test/**', 'libs/testing/**', '**/*spec.ts'],
    rules: { 'no-restricted-syntax': ['error', NO_FORWARD_REF] },
  },
  {
    name: 'specs',
    files: ['**/*spec.ts', 'libs/testing/**', '{apps,libs}/*/test/**'],
    languageOptions: { globals: globals.jest },
    rules: {
      // Answers of supertest and matchers such as expect.any() are `any` by their own types.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    name: 'pages',
    files: ['{apps/*,libs}/web/**/*.{ts,tsx}'],
    ...reactHooks.configs.flat['recommended-latest'],
    languageOptions: { globals: globals.browser },
  },
  {
    name: 'plain JavaScript',
    files: ['**/*.{js,mjs,cjs}'],
    rules: {
      // Parsed JSON and parameters are `any` here; what types do find in plain JavaScript stays on.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
    },
  },
  {
    name: 'tests that Node runs by itself',
    files: ['deploy/launcher/test/**'],
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', name: ['describe', 'it'], package: 'node:test' }] },
      ],
    },
  },
  {
    name: 'CommonJS',
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
