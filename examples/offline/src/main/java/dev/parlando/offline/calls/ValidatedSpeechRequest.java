package dev.parlando.offline.calls;

import dev.parlando.offline.synthesis.AlignmentRecorder;
import dev.parlando.offline.synthesis.BodySource;
import dev.parlando.offline.synthesis.SpeakableText;
import dev.parlando.offline.synthesis.SynthesisBodySource;
import dev.parlando.offline.voices.OfflineModel;
import dev.parlando.offline.voices.OfflineVoice;
import dev.parlando.speech.OutputFormat;

/**
 * A validated speech request.
 *
 * @param voice the voice to use
 * @param model the model whose rules and prices apply
 * @param format the audio format
 * @param text the text to speak
 * @param speed speed factor; 1 is the voice's own pace
 * @param logged whether a history item may exist
 * @param endpoint the form of the response
 */
record ValidatedSpeechRequest(
        OfflineVoice voice,
        OfflineModel model,
        OutputFormat format,
        String text,
        double speed,
        boolean logged,
        SpeechEndpoint endpoint) {
    /** Returns the price of the request at the service, in credits. */
    int characterCost() {
        return text.isBlank() ? model.blankCost() : model.cost(text.codePointCount(0, text.length()));
    }

    String contentType() {
        return endpoint.isTimed() ? "application/json" : audioType();
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

    /** Returns a source of the audio. Cost: some milliseconds, so this is called on a worker. */
    BodySource openBody(OfflineFormats formats) {
        if (!endpoint.isTimed()) {
            SynthesisBodySource speech = speech(formats, SynthesisBodySource.Listener.NONE);
            return endpoint.isStreamed() ? speech : new BufferedBodySource(speech, format);
        }
        AlignmentRecorder recorder = new AlignmentRecorder(text);
        SynthesisBodySource speech = speech(formats, recorder::add);
        return endpoint.isStreamed()
                ? new TimestampedStreamSource(speech, recorder)
                : new TimestampedFileSource(new BufferedBodySource(speech, format), recorder);
    }

    private SynthesisBodySource speech(OfflineFormats formats, SynthesisBodySource.Listener listener) {
        return new SynthesisBodySource(
                SpeakableText.sentences(text), voice, speed, formats.filter(voice, format), format, listener);
    }
}
