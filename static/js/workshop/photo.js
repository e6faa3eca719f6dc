/** A picture from the camera, made small enough to wait on the tablet and travel. */
const LONGEST = 1600;
const SMALLER = 800;
const QUALITY = 0.8;

/** null: what the camera gave cannot be read. */
export async function pictureOf(file, longest = LONGEST) {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return null;
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}

export const smaller = (picture) => pictureOf(picture, SMALLER);
