// The camera as one way in among others. Pictures are read here and kept nowhere.

import { later } from "./later.js";

const EVERY = 200; // milliseconds between two looks
const WIDEST = 800; // pixels of the picture that is read

/** Can this browser open a camera at all? */
export const possible = () => Boolean(navigator.mediaDevices?.getUserMedia);

/**
 * Open the camera and read codes until it is stopped.
 * @param {HTMLVideoElement} video
 * @param {(text: string) => void} seen called once for each code that comes into view
 * @returns {Promise<() => void>} stops it
 */
export async function scanning(video, seen) {
  const read = await later("qr-read");
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  const canvas = document.createElement("canvas");
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  let last = "";
  video.srcObject = stream;
  await video.play();
  const timer = setInterval(() => {
    const scale = Math.min(1, WIDEST / video.videoWidth);
    if (!video.videoWidth) return;
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const text = read(context.getImageData(0, 0, canvas.width, canvas.height));
    if (text && text !== last) seen((last = text));
  }, EVERY);
  return () => {
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
}
