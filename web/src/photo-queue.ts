import { ApiProblem, beginPhoto, putPhotoBlock, sealPhoto, Unreachable } from './api';

const database = 'gridsteward';
const store = 'photos';
const blockBytes = 256 * 1024; // what a stairwell's network loses is no more than this

/** A report has at most so many. */
export const mostPhotos = 5;

interface Kept { id: string; report: string; token: string | null; file: Blob }

/** Keeps photos on the device until the server has them: first without their report's link, which comes with its receipt, then block by block. */
export class PhotoQueue {
  private sending: Promise<void> | null = null;

  /** How many wait, and what the server said of one that it will never take. */
  changed: (waiting: number, refused: ApiProblem | null) => void = () => {};

  async keep(report: string, files: readonly File[]): Promise<void> {
    if (files.length === 0) {
      return;
    }
    const photos: Kept[] = files.map((file, i) => ({ id: `${report}-${i}`, report, token: null, file }));
    await change(kept => photos.forEach(photo => kept.put(photo)));
  }

  /** The report has been registered; its photos can go, and nobody waits for them. */
  async bind(report: string, token: string): Promise<void> {
    const photos = (await all()).filter(photo => photo.report === report);
    await change(kept => photos.forEach(photo => kept.put({ ...photo, token })));
    void this.flush().catch(() => {});
  }

  async discard(report: string): Promise<void> {
    const photos = (await all()).filter(photo => photo.report === report);
    await change(kept => photos.forEach(photo => kept.delete(photo.id)));
  }

  readonly flush = (): Promise<void> => {
    this.sending ??= this.sendAll().finally(() => { this.sending = null; });
    return this.sending;
  };

  private async sendAll(): Promise<void> {
    for (const photo of (await all()).filter(({ token }) => token !== null)) {
      let refused: ApiProblem | null = null;
      try {
        await send(photo, photo.token ?? '');
      } catch (error) {
        if (error instanceof Unreachable || (error instanceof ApiProblem && (error.status >= 500 || [401, 408, 425, 429].includes(error.status)))) {
          return; // later
        }
        if (!(error instanceof ApiProblem)) {
          throw error;
        }
        refused = error;
      }
      await change(kept => kept.delete(photo.id));
      this.changed((await all()).length, refused);
    }
  }
}

/** Its key is always the same, so what was sent before is not sent again. */
async function send({ id, file }: Kept, token: string): Promise<void> {
  const { signal } = new AbortController();
  const begun = await beginPhoto(token, id, signal);
  const size = Math.min(begun.maxBlockBytes, Math.max(blockBytes, Math.ceil(file.size / begun.maxBlocks)));
  const blocks = Math.ceil(file.size / size);
  for (let i = 0; i < blocks && !begun.sealed; i++) {
    if (!begun.blocks.includes(i)) {
      await putPhotoBlock(token, begun.id, i, file.slice(i * size, (i + 1) * size), signal);
    }
  }
  await sealPhoto(token, begun.id, blocks, signal);
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(database, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(store, { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The device keeps no photos.'));
  });
}

async function change(work: (kept: IDBObjectStore) => void): Promise<void> {
  const opened = await open();
  try {
    await new Promise<void>((resolve, reject) => {
      const transaction = opened.transaction(store, 'readwrite');
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error ?? new Error('The device keeps no photos.'));
      work(transaction.objectStore(store));
    });
  } finally {
    opened.close();
  }
}

async function all(): Promise<Kept[]> {
  const opened = await open();
  try {
    return await new Promise<Kept[]>((resolve, reject) => {
      const request = opened.transaction(store).objectStore(store).getAll() as IDBRequest<Kept[]>;
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('The device keeps no photos.'));
    });
  } finally {
    opened.close();
  }
}
