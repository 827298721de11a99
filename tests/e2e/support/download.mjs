/** What a download contains, and its name. */
export async function download(page, press) {
  const [file] = await Promise.all([page.waitForEvent('download'), press()]);
  const text = (await (await file.createReadStream()).toArray()).map(String).join('');
  return { name: file.suggestedFilename(), text };
}
