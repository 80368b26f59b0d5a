package dev.parlando.programs.cookbook.answers;

import dev.parlando.audio.LiveSpeech;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.text.LiveTextReport;

/** Speaks an answer that a user can interrupt, and returns the heard part for the history of the conversation. */
final class InterruptedAnswer {
    private InterruptedAnswer() {}

    // region
    static LiveSpeech start(SpeechPlayer player, Runnable stopModel) {
        LiveSpeech answer = player.live(); // The model calls append, flush, end and fail.
        answer.onCancel(stopModel);
        return answer;
    }

    static String interrupt(LiveSpeech answer) {
        LiveTextReport report = answer.stop(); // The same as a stop of the playback, and its textReport().
        boolean complete = report.unheard().isEmpty() && report.unsent().isEmpty();
        return complete ? report.heard() : report.heard() + " [interrupted]";
    }
    // endregion
}
