import type { Answer, LabelList, ModelInfo } from '../../functions/api/contract.ts';

export const service = {
  async classify(picture: Blob | URL, options: { topK: number; explain: boolean; signal: AbortSignal }): Promise<Answer> {
    const query = `topK=${options.topK}&explain=${options.explain}`;
    const init = picture instanceof URL ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ image: { url: picture.href } }) } : { body: picture };
    let response: Response;
    try {
      response = await fetch(`/classify?${query}`, { method: 'POST', signal: options.signal, ...init });
    } catch (error) {
      throw { code: options.signal.aborted ? 'ABORTED' : 'UNREACHABLE', message: String(error), details: {} };
    }
    const body = await response.json();
    if (!response.ok) throw { code: body.code, message: body.detail, details: body.details };
    return body as Answer;
  },
  async model(): Promise<ModelInfo> {
    const response = await fetch('/trpc/model');
    return (await response.json()).result.data;
  },
  async labels({ lang }: { lang: string }): Promise<LabelList> {
    const response = await fetch(`/trpc/labels?input=${encodeURIComponent(JSON.stringify({ lang }))}`);
    return (await response.json()).result.data;
  },
};
export async function shrinkPicture(picture: Blob, _limit: number): Promise<{ picture: Blob; from: { bytes: number }; to: { bytes: number } }> {
  return { picture, from: { bytes: 0 }, to: { bytes: 0 } };
}
