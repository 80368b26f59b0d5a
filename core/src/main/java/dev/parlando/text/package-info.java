/**
 * The text of a writer, such as a language model, and its spoken form: filters and the map between both.
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
 * <p>{@link LiveTextSettings} and {@link LiveTextReport} belong to a text that is spoken while it is written.
 * {@link dev.parlando.speech.LiveText} is its writing end, and {@link LiveTextReader} its reading end.
 */
@NullMarked
package dev.parlando.text;

import org.jspecify.annotations.NullMarked;
