package dev.parlando.examples.offline;

import dev.parlando.speech.OutputFormat;
import java.util.List;

/**
 * Holds a request for speech that has passed every check.
 *
 * @param voice who speaks
 * @param model whose rules and prices apply
 * @param format how the audio is encoded
 * @param text what to say
 * @param speed 1 for the voice's own pace
 * @param logged whether a history item may exist
 * @param streamed whether the audio leaves while it is generated
 */
record SpeechCall(
        OfflineVoice voice,
        OfflineModel model,
        OutputFormat format,
        String text,
        double speed,
        boolean logged,
        boolean streamed) {
    /** Returns what the service would charge, in credits. */
    int characterCost() {
        return text.isBlank() ? model.blankCost() : model.cost(text.codePointCount(0, text.length()));
    }

    String contentType() {
        return switch (format.codec()) {
            case MP3 -> "audio/mpeg";
            case PCM -> "audio/pcm";
            case WAV -> "audio/wav";
            case ULAW -> "audio/ulaw";
            case ALAW -> "audio/alaw";
            case OPUS, OTHER -> "application/octet-stream";
        };
    }

    /** Starts making the audio; costs some milliseconds, so this is a worker's job. */
    AudioSource open(SpeechFormats formats) {
        List<String> sentences = SpeakableText.sentences(text);
        SpeechSource speech = new SpeechSource(sentences, voice, speed, formats.filter(voice, format), format);
        return streamed ? speech : new FileSource(speech, format);
    }
}
