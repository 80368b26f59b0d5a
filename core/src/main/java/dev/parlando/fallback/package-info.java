/**
 * A chain of sources of speech, each of which is used if the ones before it fail or are too slow.
 *
 * <pre>{@code
 * SpeechSource chain = FallbackSpeech.of(
 *         FallbackStep.of(engine).withGovernor(engine.governor()).withFirstByteLimit(Duration.ofSeconds(2)),
 *         FallbackStep.of(engine).withRequest(request -> request.toBuilder().model("eleven_flash_v2_5").build()),
 *         FallbackStep.of(ProgramSpeech.wav("espeak-ng", "--stdin", "--stdout")));
 * }</pre>
 */
@NullMarked
package dev.parlando.fallback;

import org.jspecify.annotations.NullMarked;
