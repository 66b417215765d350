import type { Engine } from '../engine.ts';
import type { Random } from '../../../random.ts';

/**
 * What flows between layers: time-major, `steps × batch × width` numbers, so that one step of a batch lies together and
 * a product with weights can take all steps as rows at once.
 */
export interface Shape {
  readonly steps: number;
  readonly width: number;
}

/** Weights with their gradients. */
export interface Parameter {
  readonly name: string;
  readonly length: number;
  /** Indices of blocks in the arena. */
  readonly weights: number;
  readonly gradients: number;
}

export interface Layer {
  readonly output: Shape;
  readonly parameters: readonly Parameter[];
  /** Draws the first weights. */
  initialise(random: Random): void;
  /** @returns the block of the output; it and `input` must stay as they are until `backward` */
  forward(input: number, batch: number): number;
  /**
   * Adds to the gradients of the parameters. `gradient`, that of the output, may be overwritten.
   *
   * @returns the gradient of the input; nothing that may be used when `needed` is false
   */
  backward(gradient: number, batch: number, needed: boolean): number;
}

/** Lays a layer's blocks out for batches of up to `maxBatch`. */
export type LayerFactory = (engine: Engine, input: Shape, maxBatch: number) => Layer;
