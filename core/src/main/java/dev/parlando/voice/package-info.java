/**
 * Voices and models of the service, and the queries for them.
 *
 * <pre>{@code
 * VoiceQuery query = VoiceQuery.builder().search("narrator").pageSize(50).build();
 * for (Voice voice : engine.allVoices(query)) {
 *     System.out.println(voice.voiceId() + " " + voice.name());
 * }
 * for (Model model : engine.models().toCompletableFuture().join()) {
 *     System.out.println(model.modelId() + " " + model.name());
 * }
 * }</pre>
 *
 * <p>Iteration blocks until the next page has arrived and throws a {@link dev.parlando.error.ParlandoException} if that
 * fails. It is not allowed in a chunk handler, where {@link VoiceListing#forEachAsync} is the alternative. The ids are
 * the input of {@link dev.parlando.speech.SpeechRequestBuilder}.
 */
@NullMarked
package dev.parlando.voice;

import org.jspecify.annotations.NullMarked;
