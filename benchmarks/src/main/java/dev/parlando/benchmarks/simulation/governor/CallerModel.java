package dev.parlando.benchmarks.simulation.governor;

import static dev.parlando.benchmarks.simulation.governor.VirtualTime.NANOS_PER_SECOND;

import dev.parlando.governor.Priority;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The workload: callers that always have another utterance, or utterances that arrive at random.
 *
 * <p>Of ten utterances, one is live, six are normal and three are prefetched.
 *
 * <p>Threading: confined to the thread that runs its {@link VirtualTime}.
 */
final class CallerModel {
    private static final int OF = 10;
    private static final int LIVE = 1;
    private static final int NORMAL = 6;

    private final VirtualTime time;
    private final GovernorScenario scenario;
    private final List<SimulatedClient> clients;
    private final RandomGenerator random;
    private final StreamDurations streams;
    private int arrivals;

    CallerModel(VirtualTime time, GovernorScenario scenario, List<SimulatedClient> clients, RandomGenerator random) {
        this.time = time;
        this.scenario = scenario;
        this.clients = clients;
        this.random = random;
        this.streams = new StreamDurations(random);
    }

    void start() {
        if (scenario.isOpenLoop()) {
            scheduleArrival();
        } else {
            for (int caller = 0; caller < scenario.callers(); caller++) {
                speak(clients.get(caller % clients.size()), priority(caller));
            }
        }
    }

    private void speak(SimulatedClient client, Priority priority) {
        if (time.nanoTime() < GovernorScenario.END_NANOS) {
            offer(client, priority, () -> speakLater(client, priority));
        }
    }

    private void speakLater(SimulatedClient client, Priority priority) {
        time.schedule(scenario.silentNanos(time.nanoTime()), () -> speak(client, priority));
    }

    private void scheduleArrival() {
        double perSecond = scenario.load() * scenario.limit() / StreamDurations.MEAN_SECONDS;
        time.schedule((long) (random.nextExponential() / perSecond * NANOS_PER_SECOND), () -> {
            if (time.nanoTime() < GovernorScenario.END_NANOS) {
                offer(clients.get(random.nextInt(clients.size())), priority(arrivals++), () -> {});
                scheduleArrival();
            }
        });
    }

    private void offer(SimulatedClient client, Priority priority, Runnable afterwards) {
        client.offer(new SimulatedUtterance(priority, time.nanoTime(), streams.nextNanos(), afterwards));
    }

    private static Priority priority(int caller) {
        int place = caller % OF;
        return place < LIVE ? Priority.LIVE : place < LIVE + NORMAL ? Priority.NORMAL : Priority.PREFETCH;
    }
}
