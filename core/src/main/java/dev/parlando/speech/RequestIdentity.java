package dev.parlando.speech;

import dev.parlando.text.DialogueLine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The canonical form of a request: each field that changes the audio, with the length of its value, in a fixed order.
 * It uses neither a JSON library nor the decimal form of numbers, since both may change.
 *
 * <p>Threading: confined to one thread.
 */
final class RequestIdentity {
    /** Changes with the canonical form, so that no identity has two meanings. */
    private static final String VERSION = "parlando speech request 1\n";

    private final StringBuilder canonical = new StringBuilder(VERSION);

    private RequestIdentity() {}

    /** Returns the SHA-256 digest of the canonical form, in hex. */
    static String of(SpeechRequest request) {
        RequestIdentity identity = new RequestIdentity();
        identity.addTarget(request);
        identity.addBody(request);
        identity.addSettings(request.voiceSettings());
        return identity.digest();
    }

    @SuppressWarnings("deprecation") // The service still accepts the parameter.
    private void addTarget(SpeechRequest request) {
        add("voice_id", request.voiceId());
        add("output_format", request.outputFormat());
        add("timestamps", request.timestamps());
        add("optimize_streaming_latency", request.optimizeStreamingLatency());
    }

    @SuppressWarnings("deprecation") // The service still accepts the field.
    private void addBody(SpeechRequest request) {
        addText(request);
        add("model_id", request.modelId());
        add("language_code", request.languageCode());
        for (PronunciationDictionary dictionary : request.pronunciationDictionaries()) {
            add("pronunciation_dictionary_id", dictionary.id());
            add("version_id", dictionary.versionId());
        }
        add("seed", request.seed());
        add("previous_text", request.previousText());
        add("next_text", request.nextText());
        request.previousRequestIds().forEach(id -> add("previous_request_ids", id));
        request.nextRequestIds().forEach(id -> add("next_request_ids", id));
        TextNormalization normalization = request.textNormalization();
        add("apply_text_normalization", normalization == null ? null : normalization.value());
        add("apply_language_text_normalization", request.languageTextNormalization());
        add("use_pvc_as_ivc", request.usePvcAsIvc());
    }

    private void addText(SpeechRequest request) {
        if (request.dialogueLines().isEmpty()) {
            add("text", request.text());
        }
        for (DialogueLine line : request.dialogueLines()) {
            add("inputs.voice_id", line.voiceId());
            add("inputs.text", line.text());
        }
    }

    private void addSettings(@Nullable VoiceSettings settings) {
        if (settings != null) {
            add("stability", bits(settings.stability()));
            add("similarity_boost", bits(settings.similarityBoost()));
            add("style", bits(settings.style()));
            add("use_speaker_boost", settings.useSpeakerBoost());
            add("speed", bits(settings.speed()));
        }
    }

    private static @Nullable String bits(@Nullable Double value) {
        return value == null ? null : Long.toHexString(Double.doubleToLongBits(value));
    }

    private void add(String field, @Nullable Object value) {
        if (value != null) {
            String text = value.toString();
            canonical
                    .append(field)
                    .append(' ')
                    .append(text.length())
                    .append(' ')
                    .append(text)
                    .append('\n');
        }
    }

    private String digest() {
        try {
            byte[] bytes = canonical.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
