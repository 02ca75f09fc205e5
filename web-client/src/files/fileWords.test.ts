import { expect, it } from 'vitest';
import { isNamedAsPicture } from './fileWords';

it('is a picture or a document by its name, while nothing else is known of it', () => {
  for (const picture of ['IMG_0012.JPG', 'lesión.jpeg', 'a.b.png', 'foto.heic']) {
    expect(isNamedAsPicture(picture), picture).toBe(true);
  }
  for (const document of ['estudio.pdf', 'jpg', 'foto.jpg.pdf', 'informe.docx', '']) {
    expect(isNamedAsPicture(document), document).toBe(false);
  }
});
