/**
 * The text of a writer, such as a language model, and its spoken form: filters, the map between both, and segments.
 *
 * <p>A {@link TextFilter} decides which characters are spoken while the text is being written. {@link SpokenText} applies
 * a filter and maps the spoken characters back to the written ones. {@link TextFilters} has filters for Markdown, links
 * and emoji.
 *
 * <pre>{@code
 * SpokenText text = new SpokenText(TextFilters.markdown());
 * text.append("**Hello** from [Parlando](https://example.com)!");
 * text.end();
 * text.takeSpoken(); // "Hello from Parlando!"
 * }</pre>
 *
 * <p>A {@link Segmenter} divides a growing text into parts that can be spoken as units. It returns each sentence as soon
 * as the next character proves its end.
 *
 * <pre>{@code
 * Segmenter segmenter = new Segmenter(SegmenterSettings.DEFAULT.withLanguage(Locale.ENGLISH));
 * for (String token : List.of("It is ", "noon. ", "Let us", " eat.")) {
 *     segmenter.append(token);
 *     for (String segment = segmenter.poll(); segment != null; segment = segmenter.poll()) {
 *         player.say(segment);
 *     }
 * }
 * segmenter.end(); // poll again
 * }</pre>
 *
 * <p>Filters and segmenters give the same result for any division of a text into tokens.
 *
 * <p>{@link LiveTextSettings} and {@link LiveTextReport} belong to a text that is spoken while it is written.
 * {@link dev.parlando.speech.LiveText} is its writing end, and {@link LiveTextReader} its reading end.
 */
@NullMarked
package dev.parlando.text;

import org.jspecify.annotations.NullMarked;
