package dev.parlando.offline.calls;

import dev.parlando.offline.synthesis.BodySource;
import dev.parlando.offline.voices.OfflineModel;
import dev.parlando.speech.OutputFormat;

/** A validated request for speech, of one text or of a dialogue. Immutable. */
interface AcceptedSpeech {
    /** Returns the model whose rules and prices apply. */
    OfflineModel model();

    /** Returns whether a history item may exist. */
    boolean logged();

    /** Returns the price of the request at the service, in credits. */
    int characterCost();

    String contentType();

    OutputFormat format();

    /** Returns a source of the body. Cost: some milliseconds, so this is called on a worker. */
    BodySource openBody(OfflineFormats formats);

    /**
     * Returns a source of the body for other audio than that of the offline voice. All characters take the same time.
     *
     * @param audio the encoded audio
     * @param seconds the length of the audio
     */
    BodySource openBody(BodySource audio, double seconds);
}
