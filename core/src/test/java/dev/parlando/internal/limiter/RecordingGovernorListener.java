package dev.parlando.internal.limiter;

import dev.parlando.governor.Admission;
import dev.parlando.governor.GovernorListener;
import dev.parlando.governor.LimitChange;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.governor.Pause;
import dev.parlando.governor.SaturationAlert;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Listener that records its events in order. */
final class RecordingGovernorListener implements GovernorListener {
    private final List<Object> all = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void onLimitChanged(LimitChange change) {
        all.add(change);
    }

    @Override
    public void onAdmitted(Admission admission) {
        all.add(admission);
    }

    @Override
    public void onResponse(LimitSnapshot now) {
        all.add(now);
    }

    @Override
    public void onPaused(Pause pause) {
        all.add(pause);
    }

    @Override
    public void onSaturated(SaturationAlert alert) {
        all.add(alert);
    }

    /** Returns the recorded events of one type; call it after the events have been closed. */
    <T> List<T> all(Class<T> kind) {
        return List.copyOf(all).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** Returns the types of all recorded events. */
    List<String> kinds() {
        return List.copyOf(all).stream()
                .map(event -> event.getClass().getSimpleName())
                .toList();
    }
}
