import type { Random } from '../../../random.ts';
import type { Arena } from '../arena.ts';
import type { Parameter } from './types.ts';

export function createParameter(arena: Arena, name: string, length: number): Parameter {
  return { name, length, weights: arena.allocate(length), gradients: arena.allocate(length) };
}

/** Uniform in ±√(6 / (inputs + outputs)) (Glorot & Bengio 2010): keeps the variance of signals from layer to layer. */
export function drawGlorot(arena: Arena, parameter: Parameter, inputs: number, outputs: number, random: Random): void {
  drawUniform(arena, parameter, Math.sqrt(6 / (inputs + outputs)), random);
}

/** Uniform in ±1/√units: what recurrent weights start from in PyTorch. */
export function drawRecurrent(arena: Arena, parameter: Parameter, units: number, random: Random): void {
  drawUniform(arena, parameter, 1 / Math.sqrt(units), random);
}

function drawUniform(arena: Arena, parameter: Parameter, bound: number, random: Random): void {
  for (let i = 0; i < parameter.length; i++) arena.floats[parameter.weights + i] = (2 * random() - 1) * bound;
}
