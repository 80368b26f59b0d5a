package dev.parlando.speech;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.text.DialogueLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Validation of the lines of a dialogue, and of the options that the service has for a single voice only.
 *
 * <p>Source: {@code POST /v1/text-to-dialogue} of the ElevenLabs API and its documented limits. Stateless.
 */
final class DialogueRules {
    private static final int MAX_VOICES = 10;
    private static final int MAX_CHARACTERS = 2000;

    private DialogueRules() {}

    static void check(SpeechRequestBuilder request) {
        for (int i = 0; i < request.dialogueLines.size(); i++) {
            checkLine("inputs[" + i + "]", request.dialogueLines.get(i));
        }
        checkLimits(request.dialogueLines);
        absent("voice_id", request.voiceId);
        absent("previous_text", request.previousText);
        absent("next_text", request.nextText);
        absent("previous_request_ids", request.previousRequestIds.isEmpty() ? null : request.previousRequestIds);
        absent("next_request_ids", request.nextRequestIds.isEmpty() ? null : request.nextRequestIds);
        absent("apply_language_text_normalization", request.languageTextNormalization);
        absent("optimize_streaming_latency", request.optimizeStreamingLatency);
        absent("use_pvc_as_ivc", request.usePvcAsIvc);
        VoiceSettings settings = request.voiceSettings;
        if (settings != null) {
            absent("voice_settings.similarity_boost", settings.similarityBoost());
            absent("voice_settings.style", settings.style());
            absent("voice_settings.use_speaker_boost", settings.useSpeakerBoost());
            absent("voice_settings.speed", settings.speed());
        }
    }

    private static void checkLine(String field, DialogueLine line) {
        SpeechRequestRules.voiceId(field + ".voice_id", line.voiceId());
        if (line.text().isBlank()) {
            throw new InvalidRequestException(field + ".text", "is empty; give at least one word to speak");
        }
        SpeechRequestRules.wellFormed(field + ".text", line.text());
    }

    private static void checkLimits(List<DialogueLine> lines) {
        long voices = lines.stream().map(DialogueLine::voiceId).distinct().count();
        if (voices > MAX_VOICES) {
            throw new InvalidRequestException(
                    "inputs", "has " + voices + " voices; at most " + MAX_VOICES + " are allowed");
        }
        long characters = lines.stream()
                .mapToLong(line -> line.text().codePoints().count())
                .sum();
        if (characters > MAX_CHARACTERS) {
            throw new InvalidRequestException(
                    "inputs",
                    "has " + characters + " characters; at most " + MAX_CHARACTERS
                            + " are allowed, so divide the dialogue into several requests");
        }
    }

    private static void absent(String field, @Nullable Object value) {
        if (value != null) {
            throw new InvalidRequestException(field, "does not apply to a dialogue; leave it out");
        }
    }
}
