/** A part of the screen. unmount undoes mount: its elements, its listeners, its running requests. */
export interface Panel {
  mount(parent: HTMLElement): void;
  unmount(): void;
}
