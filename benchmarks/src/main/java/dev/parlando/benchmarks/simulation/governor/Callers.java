package dev.parlando.benchmarks.simulation.governor;

import static dev.parlando.benchmarks.simulation.governor.VirtualTime.NANOS_PER_SECOND;

import dev.parlando.governor.Priority;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Brings the work: callers who always have more to say, or utterances that come by chance.
 *
 * <p>Of ten, one is live and three are fetched ahead.
 *
 * <p>Threading: belongs to the thread of its time.
 */
final class Callers {
    private static final int OF = 10;
    private static final int LIVE = 1;
    private static final int NORMAL = 6;

    private final VirtualTime time;
    private final Scenario scenario;
    private final List<Client> clients;
    private final RandomGenerator random;
    private final Streams streams;
    private int came;

    Callers(VirtualTime time, Scenario scenario, List<Client> clients, RandomGenerator random) {
        this.time = time;
        this.scenario = scenario;
        this.clients = clients;
        this.random = random;
        this.streams = new Streams(random);
    }

    void start() {
        if (scenario.isOpen()) {
            arriveByChance();
        } else {
            for (int caller = 0; caller < scenario.callers(); caller++) {
                speak(clients.get(caller % clients.size()), priority(caller));
            }
        }
    }

    private void speak(Client client, Priority priority) {
        if (time.nanos() < Scenario.END_NANOS) {
            offer(client, priority, () -> speakLater(client, priority));
        }
    }

    private void speakLater(Client client, Priority priority) {
        time.after(scenario.silentNanos(time.nanos()), () -> speak(client, priority));
    }

    private void arriveByChance() {
        double perSecond = scenario.load() * scenario.limit() / Streams.MEAN_SECONDS;
        time.after((long) (random.nextExponential() / perSecond * NANOS_PER_SECOND), () -> {
            if (time.nanos() < Scenario.END_NANOS) {
                offer(clients.get(random.nextInt(clients.size())), priority(came++), () -> {});
                arriveByChance();
            }
        });
    }

    private void offer(Client client, Priority priority, Runnable afterwards) {
        client.offer(new Utterance(priority, time.nanos(), streams.nextNanos(), afterwards));
    }

    private static Priority priority(int caller) {
        int place = caller % OF;
        return place < LIVE ? Priority.LIVE : place < LIVE + NORMAL ? Priority.NORMAL : Priority.PREFETCH;
    }
}
