import { useEffect, useRef, useState } from 'react';
import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from 'pdfjs-dist';
import worker from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { useT } from '../i18n/language';
import { contentOf } from './fileServer';
import type { EnclosedFile } from './upload';

GlobalWorkerOptions.workerSrc = worker;

/** As the server keeps it: a range is one chunk. */
const RANGE = 256 * 1024;
const MOST_PIXELS = 16_000_000;

/**
 * The pages of a document, one under the other, each drawn when it comes into sight. Nothing in
 * the file runs: no scripts, no forms, no links.
 */
export default function PdfPages({
  file,
  scale,
  onFailure,
}: {
  file: EnclosedFile;
  scale: number;
  onFailure: () => void;
}) {
  const [document, setDocument] = useState<PDFDocumentProxy>();
  const failed = useRef(onFailure);
  useEffect(() => {
    failed.current = onFailure;
  });

  useEffect(() => {
    const loading = getDocument({
      url: contentOf(file.id),
      rangeChunkSize: RANGE,
      disableAutoFetch: true,
      disableStream: true,
      isEvalSupported: false,
      enableXfa: false,
      useWasm: false,
      wasmUrl: '/pdf/',
    });
    let over = false;
    loading.promise.then(
      (opened) => {
        if (!over) setDocument(opened);
      },
      () => {
        if (!over) failed.current();
      },
    );
    return () => {
      over = true;
      void loading.destroy();
    };
  }, [file.id]);

  if (!document) return null;
  return (
    <div className="pdf-pages" style={{ width: `${scale * 100}%` }}>
      {Array.from({ length: document.numPages }, (_, index) => (
        <PdfPage key={index} document={document} number={index + 1} scale={scale} />
      ))}
    </div>
  );
}

function PdfPage({
  document,
  number,
  scale,
}: {
  document: PDFDocumentProxy;
  number: number;
  scale: number;
}) {
  const t = useT();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [near, setNear] = useState(false);

  useEffect(() => {
    const place = canvas.current;
    if (!place) return undefined;
    const seen = new IntersectionObserver(
      (entries) => setNear(entries.some((entry) => entry.isIntersecting)),
      { rootMargin: '100% 0px' },
    );
    seen.observe(place);
    return () => seen.disconnect();
  }, []);

  useEffect(() => {
    const place = canvas.current;
    if (!near || !place) return undefined;
    let over = false;
    let stop: (() => void) | undefined;
    void (async () => {
      const page = await document.getPage(number);
      const plain = page.getViewport({ scale: 1 });
      place.style.aspectRatio = `${plain.width} / ${plain.height}`;
      const width = place.clientWidth * window.devicePixelRatio;
      const most = Math.sqrt(MOST_PIXELS / (plain.width * plain.height));
      const viewport = page.getViewport({ scale: Math.min(width / plain.width, most) });
      if (over) return;
      const drawn = window.document.createElement('canvas');
      drawn.width = Math.round(viewport.width);
      drawn.height = Math.round(viewport.height);
      const task = page.render({ canvas: drawn, viewport });
      stop = () => task.cancel();
      await task.promise;
      if (over) return;
      place.width = drawn.width;
      place.height = drawn.height;
      place.getContext('2d')?.drawImage(drawn, 0, 0);
      place.dataset['drawn'] = String(number);
    })().catch(() => undefined); // a page left behind, or one that cannot be drawn: it stays white
    return () => {
      over = true;
      stop?.();
    };
  }, [document, number, near, scale]);

  return (
    <canvas
      ref={canvas}
      className="pdf-page"
      role="img"
      aria-label={t('files.page', { n: number, of: document.numPages })}
    />
  );
}
