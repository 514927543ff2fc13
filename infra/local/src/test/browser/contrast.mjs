/** Runs in the page: texts whose contrast with what is behind them is below WCAG's 4.5. */
export function faintTexts() {
  const numbers = color => color.match(/[\d.]+/g).map(Number);
  const luminance = color => {
    const [red, green, blue] = numbers(color).map(part => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = element => {
    const color = getComputedStyle(element).backgroundColor;
    return numbers(color)[3] === 0 && element.parentElement ? ground(element.parentElement) : color;
  };
  const contrast = element => {
    const [one, other] = [luminance(getComputedStyle(element).color), luminance(ground(element))];
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const faint = [];
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (walker.currentNode.data.trim() && element.checkVisibility() && contrast(element) < 4.5) {
      faint.push(`${contrast(element).toFixed(2)} ${walker.currentNode.data.trim().slice(0, 60)}`);
    }
  }
  return faint;
}
