package dev.parlando.audio.telephony;

import dev.parlando.error.ParlandoException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A listener that stores the events of a leg as text. */
final class RecordingLegListener implements LegListener {
    final List<String> log = new CopyOnWriteArrayList<>();

    @Override
    public void onMark(TelephoneLeg leg, String name, MarkOutcome outcome) {
        log.add(name + " " + outcome);
    }

    @Override
    public void onStarved(TelephoneLeg leg, LegUtterance utterance, double gapMillis) {
        log.add("starved " + gapMillis);
    }

    @Override
    public void onUtteranceEnded(TelephoneLeg leg, LegUtterance utterance, @Nullable ParlandoException error) {
        log.add(error == null ? "ended" : "failed " + error.getClass().getSimpleName());
    }

    @Override
    public void onEnded(TelephoneLeg leg, LegStatistics statistics, @Nullable ParlandoException error) {
        log.add(error == null ? "leg ended" : "leg failed " + error.getClass().getSimpleName());
    }
}
