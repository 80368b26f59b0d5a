package dev.parlando.benchmarks.simulation.governor;

import dev.parlando.benchmarks.simulation.governor.GovernorScenario.Event;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * One run of one contender in one scenario, with randomness from a seed.
 *
 * <p>Threading: confined to one thread.
 */
final class SimulationRun {
    private static final long DRAINED_NANOS = 3 * GovernorScenario.END_NANOS;

    private final VirtualTime time = new VirtualTime();
    private final GovernorScenario scenario;
    private final ServiceModel service;
    private final RunMeter meter;
    private final List<SimulatedClient> clients;

    private SimulationRun(GovernorScenario scenario, ComparedStrategy contender, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        this.scenario = scenario;
        ServiceFaultModel faults = new ServiceFaultModel(time, random.split(), scenario);
        this.service = new ServiceModel(time, scenario.limit(), scenario::queueLengthFor, faults);
        this.meter = new RunMeter(time, service);
        this.clients = Stream.generate(() -> client(contender, random))
                .limit(scenario.engines())
                .toList();
        new CallerModel(time, scenario, clients, random.split()).start();
        if (scenario.has(Event.OTHERS)) {
            new OtherUsers(time, service, new StreamDurations(random.split()), random.split()).randomWalk();
        }
    }

    static RunMetrics of(GovernorScenario scenario, ComparedStrategy contender, long seed) {
        return new SimulationRun(scenario, contender, seed).figures();
    }

    private SimulatedClient client(ComparedStrategy contender, SplittableRandom random) {
        SplittableRandom chance = random.split();
        return new SimulatedClient(
                time,
                service,
                random.split(),
                meter,
                outlet -> contender.create(new ComparedStrategy.Context(time, outlet, chance, scenario)));
    }

    private RunMetrics figures() {
        if (scenario.has(Event.CHANGES)) {
            time.schedule(GovernorScenario.HALVED_NANOS, this::halve);
            time.schedule(GovernorScenario.DOUBLED_NANOS, () -> service.setMaximum(scenario.limit()));
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
        int least = clients.stream().mapToInt(SimulatedClient::completed).min().orElse(0);
        double mean =
                clients.stream().mapToInt(SimulatedClient::completed).average().orElse(0);
        return mean == 0 ? 0 : least / mean;
    }
}
