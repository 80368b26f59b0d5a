package dev.parlando.benchmarks.simulation.governor;

import dev.parlando.benchmarks.simulation.governor.Scenario.Trouble;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Puts one contender through one scenario, with chance as a seed has it.
 *
 * <p>Threading: belongs to one thread.
 */
final class Run {
    private static final long DRAINED_NANOS = 3 * Scenario.END_NANOS;

    private final VirtualTime time = new VirtualTime();
    private final Scenario scenario;
    private final ServiceModel service;
    private final Meter meter;
    private final List<Client> clients;

    private Run(Scenario scenario, Contender contender, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        this.scenario = scenario;
        Weather weather = new Weather(time, random.split(), scenario);
        this.service = new ServiceModel(time, scenario.limit(), scenario::queueLengthFor, weather);
        this.meter = new Meter(time, service);
        this.clients = Stream.generate(() -> client(contender, random))
                .limit(scenario.engines())
                .toList();
        new Callers(time, scenario, clients, random.split()).start();
        if (scenario.has(Trouble.OTHERS)) {
            new OtherUsers(time, service, new Streams(random.split()), random.split()).comeAndGo();
        }
    }

    static Figures of(Scenario scenario, Contender contender, long seed) {
        return new Run(scenario, contender, seed).figures();
    }

    private Client client(Contender contender, SplittableRandom random) {
        SplittableRandom chance = random.split();
        return new Client(
                time,
                service,
                random.split(),
                meter,
                outlet -> contender.at(new Contender.Site(time, outlet, chance, scenario)));
    }

    private Figures figures() {
        if (scenario.has(Trouble.CHANGES)) {
            time.after(Scenario.HALVED_NANOS, this::halve);
            time.after(Scenario.DOUBLED_NANOS, () -> service.setMaximum(scenario.limit()));
        }
        time.runUntil(DRAINED_NANOS);
        int permits = clients.stream()
                .mapToInt(client -> client.strategy().permitsInUse())
                .sum();
        return meter.figures(leastShare(), permits);
    }

    private void halve() {
        service.setMaximum(scenario.limit() / 2);
        meter.limitHalved(service.maximum());
    }

    private double leastShare() {
        int least = clients.stream().mapToInt(Client::completed).min().orElse(0);
        double mean = clients.stream().mapToInt(Client::completed).average().orElse(0);
        return mean == 0 ? 0 : least / mean;
    }
}
