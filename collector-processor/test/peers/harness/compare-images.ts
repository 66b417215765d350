import type { Page } from 'playwright-core';

/** Side (px) of the squares whose mean colours are compared: text and edges may differ by a pixel. */
const SQUARE_PX = 8;
/** Difference of a channel's mean, of 255, that counts as another colour. */
const TOLERANCE = 24;

/**
 * The share of squares of two PNG images (base64) that differ, 0 to 1; 1 where their sizes do. Done in the page, which can
 * read images already.
 */
export async function differingShare(page: Page, one: string, other: string): Promise<number> {
  return page.evaluate(
    async ({ images, side, tolerance }) => {
      const means = await Promise.all(
        images.map(async (base64) => {
          const image = new Image();
          image.src = `data:image/png;base64,${base64}`;
          await image.decode();
          const [columns, rows] = [Math.floor(image.width / side), Math.floor(image.height / side)];
          const canvas = new OffscreenCanvas(columns, rows);
          const context = canvas.getContext('2d');
          if (context === null) throw new Error('no canvas');
          context.imageSmoothingQuality = 'high';
          context.drawImage(image, 0, 0, columns, rows);
          return { columns, rows, data: context.getImageData(0, 0, columns, rows).data };
        }),
      );
      const [first, second] = means;
      if (first === undefined || second === undefined) throw new Error('two images are compared');
      if (first.columns !== second.columns || first.rows !== second.rows) return 1;
      let differing = 0;
      for (let square = 0; square < first.data.length; square += 4) {
        const differs = [0, 1, 2].some(
          (channel) => Math.abs((first.data[square + channel] ?? 0) - (second.data[square + channel] ?? 0)) > tolerance,
        );
        if (differs) differing++;
      }
      return differing / (first.columns * first.rows);
    },
    { images: [one, other], side: SQUARE_PX, tolerance: TOLERANCE },
  );
}
