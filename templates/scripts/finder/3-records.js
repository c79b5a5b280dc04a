/* Records: what results show. Entities and series stand in blocks of rows; articles with their facts are packed as
   digest/search/blocks.py tells. */
"use strict";

window.digestRecords = function (manifest, lists, once, part) {
  const { shown, room } = manifest;
  const articleOf = [];
  const firstOf = [];
  Array.from(manifest.rooms).forEach((char, article) => {
    firstOf.push(articleOf.length);
    articleOf.push(...new Array((char.charCodeAt(0) - 48) * room).fill(article));
  });

  function named(names, values) {
    return Object.fromEntries(names.map((name, i) => [name, values[i]]));
  }
  /* The row of a record, and the block that holds it. */
  async function found(kind, number) {
    const size = manifest.blocks[kind];
    const block = await part(`${kind}/${Math.floor(number / size)}`);
    return { block, row: (block.rows || block)[number % size] };
  }
  function identifier(ids, i) {
    return Array.isArray(ids) ? ids[i] : lists.value(ids.slice(i * shown.id, (i + 1) * shown.id)).toString(16).padStart(10, "0");
  }
  function framed(around, number) {
    return around.split("|").map((piece, i) => (i === 2 ? number : piece));
  }
  /* The labels of a block, those that stand in `often` too. */
  function labelsOf(block, often) {
    let next = 0;
    return lists.numerals(block.slots).map((slot) => {
      const [texts, place] = slot ? [often, slot - 1] : [block.labels, next];
      next += slot ? 0 : 1;
      return texts[2 * place] === null ? null : [texts[2 * place], texts[2 * place + 1]];
    });
  }
  /* An article, and its facts in the order of their numbers. */
  function told(article) {
    return once(`told/${article}`, async () => {
      const [{ block, row }, often] = await Promise.all([found("article", article), part("labels")]);
      const [stem, title, summary, date, refs, ids, numbers] = row;
      const { article: ofArticle, fact: ofFact } = shown.labels;
      const labels = labelsOf(block, often);
      const places = lists.numerals(refs);
      const next = (names) => named(names, places.splice(0, names.length).map((place) => labels[place]));
      const { publication, topics } = next(ofArticle);
      const fields = { stem, title, summary, date: date || stem.slice(0, 10), publication, topics: topics[0].split(" ").filter(Boolean) };
      const count = places.length / (ofFact.length + 1);
      const said = numbers.split("|");
      const facts = Array.from({ length: count }, (_, i) => {
        const { frame, ...of } = next(ofFact);
        const [zh, en] = [framed(frame[0], said[2 * i]), framed(frame[1], said[2 * i + 1] || said[2 * i])];
        return { stem, date: fields.date, publication, id: identifier(ids, i), zh, en, ...of };
      });
      places.forEach((state, i) => {
        facts[i].status = manifest.statuses[state >> 1];
        facts[i].reviewed = state % 2 === 1;
      });
      return { fields, facts };
    });
  }
  /* What a result shows, by the names of its fields. */
  async function record(kind, number) {
    if (kind === "article") {
      return (await told(number)).fields;
    }
    if (kind === "fact") {
      return (await told(articleOf[number])).facts[number - firstOf[articleOf[number]]];
    }
    const fields = named(shown[kind], (await found(kind, number)).row);
    return fields.zh ? { ...fields, zh: fields.zh.split("|"), en: fields.en.split("|") } : fields;
  }

  return { articleOf, record };
};
