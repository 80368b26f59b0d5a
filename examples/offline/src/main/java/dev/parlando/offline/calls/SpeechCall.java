package dev.parlando.offline.calls;

import dev.parlando.offline.synthesis.AudioSource;
import dev.parlando.offline.synthesis.SpeakableText;
import dev.parlando.offline.synthesis.SpeechSource;
import dev.parlando.offline.synthesis.Timekeeper;
import dev.parlando.offline.voices.OfflineModel;
import dev.parlando.offline.voices.OfflineVoice;
import dev.parlando.speech.OutputFormat;

/**
 * Holds a request for speech that has passed every check.
 *
 * @param voice who speaks
 * @param model whose rules and prices apply
 * @param format how the audio is encoded
 * @param text what to say
 * @param speed 1 for the voice's own pace
 * @param logged whether a history item may exist
 * @param delivery how it is sent
 */
record SpeechCall(
        OfflineVoice voice,
        OfflineModel model,
        OutputFormat format,
        String text,
        double speed,
        boolean logged,
        Delivery delivery) {
    /** Returns what the service would charge, in credits. */
    int characterCost() {
        return text.isBlank() ? model.blankCost() : model.cost(text.codePointCount(0, text.length()));
    }

    String contentType() {
        return delivery.isTimed() ? "application/json" : audioType();
    }

    private String audioType() {
        return switch (format.codec()) {
            case MP3 -> "audio/mpeg";
            case PCM -> "audio/pcm";
            case WAV -> "audio/wav";
            case ULAW -> "audio/ulaw";
            case ALAW -> "audio/alaw";
            case OPUS -> "audio/opus";
            case OTHER -> "application/octet-stream";
        };
    }

    /** Starts making the audio; costs some milliseconds, so this is a worker's job. */
    AudioSource open(SpeechFormats formats) {
        if (!delivery.isTimed()) {
            SpeechSource speech = speech(formats, SpeechSource.Listener.NOBODY);
            return delivery.isStreamed() ? speech : new FileSource(speech, format);
        }
        Timekeeper timekeeper = new Timekeeper(text);
        SpeechSource speech = speech(formats, timekeeper::add);
        return delivery.isStreamed()
                ? new TimedStreamSource(speech, timekeeper)
                : new TimedFileSource(new FileSource(speech, format), timekeeper);
    }

    private SpeechSource speech(SpeechFormats formats, SpeechSource.Listener listener) {
        return new SpeechSource(
                SpeakableText.sentences(text), voice, speed, formats.filter(voice, format), format, listener);
    }
}
