package dev.parlando.command.say;

import dev.parlando.speech.LiveText;
import dev.parlando.speech.SpeechRequest;
import org.jspecify.annotations.Nullable;

/**
 * A text to speak.
 *
 * @param request the request, which is a template if the text is live
 * @param live the text that is still being written; null if the request has the text
 */
record SayText(SpeechRequest request, @Nullable LiveText live) {
    /** Returns a text that the request contains. */
    static SayText of(SpeechRequest request) {
        return new SayText(request, null);
    }

    /** Returns a text that is still being written. */
    static SayText of(LiveText live) {
        return new SayText(live.template(), live);
    }
}
