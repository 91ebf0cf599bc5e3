/** Returns the first element that matches; throws if there is none, because the HTML must have it. */
export function find<E extends HTMLElement = HTMLElement>(
  selector: string,
  within: ParentNode = document,
): E {
  const element = within.querySelector<E>(selector);
  if (!element) throw new Error(`The page has no ${selector}.`);
  return element;
}

/** Copies the content of a `<template>`. */
export function cloneTemplate<E extends HTMLElement = HTMLElement>(selector: string): E {
  const { content } = find<HTMLTemplateElement>(selector);
  return document.importNode(content, true).firstElementChild as E;
}
