import 'reflect-metadata';
import { Body, Controller, Get, HttpCode, Module, Param, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';

const METHODS = { GET: Get, POST: Post };
const ARGUMENTS = { body: () => Body(), id: () => Param('id') };

/** A controller from a table, as decorators would make it: `{ 'POST cart/:id': { takes: ['id', 'body'], does } }`. */
export function controllerOf(routes) {
  class FloorController {}
  for (const [index, [route, { takes, does }]] of Object.entries(routes).entries()) {
    const [method, path] = route.split(' ');
    const name = `route${index}`;
    FloorController.prototype[name] = does;
    const descriptor = Object.getOwnPropertyDescriptor(FloorController.prototype, name);
    METHODS[method](path)(FloorController.prototype, name, descriptor);
    HttpCode(200)(FloorController.prototype, name, descriptor);
    takes.forEach((argument, position) => ARGUMENTS[argument]()(FloorController.prototype, name, position));
  }
  Controller()(FloorController);
  return FloorController;
}

/** Listens on a free loopback port and prints its address, which is what the harness waits for. */
export async function serve({ controllers = [], providers = [], imports = [], onClose = () => {} }) {
  class FloorModule {}
  Module({ controllers, providers, imports })(FloorModule);
  const app = await NestFactory.create(FloorModule, new FastifyAdapter(), { logger: false });
  await app.listen(0, '127.0.0.1');
  process.once('SIGTERM', () => {
    onClose();
    process.exit(0);
  });
  console.log(`http://127.0.0.1:${app.getHttpServer().address().port}`);
}
