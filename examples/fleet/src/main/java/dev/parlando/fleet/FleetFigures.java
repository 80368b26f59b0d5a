package dev.parlando.fleet;

import dev.parlando.governor.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The figures of a fleet at one moment: its model groups, their engines and the characters of the keys. Immutable.
 *
 * @param groups the model groups, by name
 */
public record FleetFigures(List<Group> groups) {
    public FleetFigures {
        groups = List.copyOf(groups);
    }

    /**
     * Reads the figures of an account from Redis, without an engine. Blocks.
     *
     * @throws FleetException if Redis cannot be reached or refuses
     * @throws dev.parlando.error.InvalidRequestException if the settings name no account
     */
    public static FleetFigures read(FleetSettings settings) {
        return read(settings, FleetKey.of(settings, null));
    }

    static FleetFigures read(FleetSettings settings, String accountKey) {
        try (RedisLink link = new RedisLink(settings)) {
            List<?> groups = (List<?>) link.run(FleetScript.FIGURES, List.of(accountKey), List.of());
            return new FleetFigures(groups.stream()
                    .map(group -> Group.parse((List<?>) group))
                    .sorted((one, other) -> one.modelGroup().compareTo(other.modelGroup()))
                    .toList());
        } catch (JedisException e) {
            throw new FleetException("the fleet at " + settings.server() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * One model group.
     *
     * @param modelGroup the models that share the limit
     * @param limit limit that the service has reported; 0 if it has reported none
     * @param withheld permits of the limit that no engine gets for a while, because the service has refused requests
     * @param refusals number of requests that the service has refused because too many ran
     * @param engines the engines whose leases have not ended
     * @param characters characters that the service has billed, for each fingerprint of a key
     */
    public record Group(
            String modelGroup,
            int limit,
            int withheld,
            long refusals,
            List<Engine> engines,
            Map<String, Long> characters) {
        public Group {
            Objects.requireNonNull(modelGroup, "modelGroup");
            engines = List.copyOf(engines);
            characters = Map.copyOf(characters);
        }

        static Group parse(List<?> values) {
            List<Engine> engines = new ArrayList<>();
            ((List<?>) values.get(4)).forEach(engine -> engines.add(Engine.parse((List<?>) engine)));
            Map<String, Long> characters = new TreeMap<>();
            for (Object key : (List<?>) values.get(5)) {
                characters.put(text(key, 0), number(key, 1));
            }
            engines.sort((one, other) -> one.name().compareTo(other.name()));
            return new Group(
                    text(values, 0),
                    (int) number(values, 1),
                    (int) number(values, 2),
                    number(values, 3),
                    engines,
                    characters);
        }

        /** Returns the number of requests of all engines in flight. */
        public int inFlight() {
            return engines.stream().mapToInt(Engine::inFlight).sum();
        }

        /** Returns the number of requests of all engines that wait for a permit. */
        public int queued() {
            return Arrays.stream(Priority.values()).mapToInt(this::queued).sum();
        }

        /** Returns the number of requests of all engines that wait for a permit with a priority. */
        public int queued(Priority priority) {
            return engines.stream()
                    .mapToInt(engine -> engine.queued().getOrDefault(priority, 0))
                    .sum();
        }
    }

    /**
     * One engine in a model group.
     *
     * @param id random id of the engine
     * @param name name of the engine in {@link FleetSettings#name}
     * @param share permits that the engine holds, in use or not
     * @param inFlight requests in flight at its last exchange
     * @param queued requests that waited for a permit then
     * @param leaseLeft time until its lease ends
     */
    public record Engine(
            String id, String name, int share, int inFlight, Map<Priority, Integer> queued, Duration leaseLeft) {
        private static final int QUEUED = 4;

        public Engine {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(leaseLeft, "leaseLeft");
            queued = Map.copyOf(queued);
        }

        static Engine parse(List<?> values) {
            Map<Priority, Integer> queued = new EnumMap<>(Priority.class);
            for (Priority priority : Priority.values()) {
                queued.put(priority, (int) number(values, QUEUED + priority.ordinal()));
            }
            return new Engine(
                    text(values, 0),
                    text(values, 1),
                    (int) number(values, 2),
                    (int) number(values, 3),
                    queued,
                    Duration.ofMillis(number(values, QUEUED + queued.size())));
        }
    }

    private static String text(Object values, int index) {
        return RedisLink.text(((List<?>) values).get(index));
    }

    private static long number(Object values, int index) {
        return (Long) ((List<?>) values).get(index);
    }
}
