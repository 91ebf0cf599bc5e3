/** The element of that selector; the page's HTML has it, or the page is broken. */
export function find<E extends HTMLElement = HTMLElement>(
  selector: string,
  within: ParentNode = document,
): E {
  const element = within.querySelector<E>(selector);
  if (!element) throw new Error(`The page has no ${selector}.`);
  return element;
}

/** A copy of what the `<template>` of that selector holds. */
export function cloneTemplate<E extends HTMLElement = HTMLElement>(selector: string): E {
  const { content } = find<HTMLTemplateElement>(selector);
  return document.importNode(content, true).firstElementChild as E;
}
