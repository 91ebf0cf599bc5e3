type Colour = readonly [red: number, green: number, blue: number];

/**
 * Colours of a heat map that is drawn over a picture, in the page and in the command's overlays. Hot
 * areas glow and cold ones are darkened, so that they differ on pictures of any colour. An opacity
 * is from 0 (only the picture) to 1 (only the colour).
 */
export const heatPalette: {
  readonly hot: Colour;
  readonly cold: Colour;
  readonly hotOpacity: number;
  readonly coldOpacity: number;
} = { hot: [255, 98, 40], cold: [16, 11, 8], hotOpacity: 0.5, coldOpacity: 0.64 };
