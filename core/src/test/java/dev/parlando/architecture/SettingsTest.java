package dev.parlando.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.account.IpRange;
import dev.parlando.account.KeySpec;
import dev.parlando.account.Permissions;
import dev.parlando.cache.CacheSettings;
import dev.parlando.cache.FakeStore;
import dev.parlando.cache.SharedStore;
import dev.parlando.credits.CreditMeterSettings;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.Priority;
import dev.parlando.network.RetryPolicy;
import dev.parlando.network.Timeouts;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.FakeTimer;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.VoiceSettings;
import dev.parlando.telemetry.Timeline;
import dev.parlando.text.FirstSegment;
import dev.parlando.text.LiveTextSettings;
import dev.parlando.text.LiveTransport;
import dev.parlando.text.SegmenterSettings;
import dev.parlando.text.TextFilter;
import dev.parlando.text.TextFilters;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that no settings class forgets a property when it copies, compares or describes its values. */
class SettingsTest {
    /** Values of each type. A property takes the first one that is in its range and is not its own. */
    private static final Map<Class<?>, List<Object>> VALUES = Map.ofEntries(
            Map.entry(boolean.class, List.of(true, false)),
            Map.entry(int.class, List.of(3, 5, 70_000)),
            Map.entry(long.class, List.of(5_000L, 50_000_000L)),
            Map.entry(double.class, List.of(0.9)),
            Map.entry(String.class, List.of("other")),
            Map.entry(Path.class, List.of(Path.of("other"))),
            Map.entry(SecretKey.class, List.of(new SecretKeySpec(new byte[16], "AES"))),
            Map.entry(Duration.class, List.of(Duration.ofMinutes(20), Duration.ofDays(10), Duration.ofSeconds(7))),
            Map.entry(SharedStore.class, List.of(new FakeStore(new FakeTimer()))),
            Map.entry(ZoneId.class, List.of(ZoneId.of("Europe/Berlin"))),
            Map.entry(Permissions.class, List.of(Permissions.of("voices_read"))),
            Map.entry(List.class, List.of(List.of(IpRange.parse("203.0.113.7")))),
            Map.entry(Priority.class, List.of(Priority.LIVE)),
            Map.entry(SegmenterSettings.class, List.of(SegmenterSettings.DEFAULT.withMaxCharacters(90))),
            Map.entry(Supplier.class, List.of((Supplier<TextFilter>) TextFilters::none)),
            Map.entry(LiveTransport.class, List.of(LiveTransport.HTTP)),
            Map.entry(Locale.class, List.of(Locale.GERMAN)),
            Map.entry(FirstSegment.class, List.of(FirstSegment.SENTENCE)),
            Map.entry(Executor.class, List.of((Executor) Runnable::run)),
            Map.entry(Timeline.class, List.of(CallOptions.startTimeline())));

    static Stream<Object> settings() {
        return Stream.of(
                Timeouts.DEFAULT,
                RetryPolicy.DEFAULT,
                GovernorSettings.DEFAULT,
                CreditMeterSettings.DEFAULT,
                VoiceSettings.STORED,
                CacheSettings.DEFAULT,
                CallOptions.DEFAULT,
                LiveTextSettings.DEFAULT,
                SegmenterSettings.DEFAULT,
                KeySpec.of("name", Permissions.ALL));
    }

    static Stream<Object> settingsAndFormats() {
        return Stream.concat(settings(), formats());
    }

    /** Formats are made from their names only, so that no method changes a property. */
    static Stream<Object> formats() {
        return Stream.concat(OutputFormat.documented().stream(), Stream.of(OutputFormat.parse("flac_44100")));
    }

    @ParameterizedTest
    @MethodSource("settingsAndFormats")
    void isMadeByItsMethodsOnly(Object settings) {
        Class<?> type = settings.getClass();
        assertThat(Modifier.isFinal(type.getModifiers())).isTrue();
        assertThat(type.getConstructors()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void changesOnePropertyAndKeepsTheOthers(Object settings) {
        Object current = settings;
        Set<String> changed = new HashSet<>();
        for (Method setter : setters(settings)) {
            // Each change follows the earlier ones, so that a copy without one of them is detected.
            Change change = change(current, setter);
            assertThat(change.differences()).as(setter.getName()).hasSize(1);
            changed.addAll(change.differences());
            current = change.after();
        }
        assertThat(changed).isEqualTo(properties(settings).keySet());
    }

    @ParameterizedTest
    @MethodSource("settings")
    void comparesAndDescribesEachProperty(Object settings) {
        for (Method setter : setters(settings)) {
            Change change = change(settings, setter);
            assertThat(change.after())
                    .as(setter.getName())
                    .isNotEqualTo(settings)
                    .doesNotHaveSameHashCodeAs(settings)
                    .doesNotHaveToString(settings.toString())
                    .isEqualTo(change(settings, setter).after())
                    .hasSameHashCodeAs(change(settings, setter).after());
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void comparesFormatsByAllProperties(OutputFormat format) {
        OutputFormat same = OutputFormat.parse(format.value().toUpperCase(Locale.ROOT));
        assertThat(same).isEqualTo(format).hasSameHashCodeAs(format).hasToString(format.toString());
        assertThat(properties(same)).isEqualTo(properties(format));
        assertThat(formats().filter(format::equals)).hasSize(1);
        assertThat(formats().filter(other -> other.toString().equals(format.toString())))
                .hasSize(1);
        assertThat(formats().filter(other -> properties(other).equals(properties(format))))
                .hasSize(1);
    }

    /** Settings before and after a call of one setter. */
    private record Change(Object before, Object after) {
        Set<String> differences() {
            Map<String, @Nullable Object> values = properties(after);
            Set<String> names = new HashSet<>(values.keySet());
            names.removeIf(
                    name -> Objects.equals(values.get(name), properties(before).get(name)));
            return names;
        }
    }

    private static List<Method> setters(Object settings) {
        return Arrays.stream(settings.getClass().getMethods())
                .filter(method -> method.getName().startsWith("with"))
                .toList();
    }

    private static Change change(Object settings, Method setter) {
        return Objects.requireNonNull(VALUES.get(setter.getParameterTypes()[0]), setter.toString()).stream()
                .flatMap(value -> changed(settings, setter, value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no value of the list changes " + setter));
    }

    private static Stream<Change> changed(Object settings, Method setter, Object value) {
        try {
            Object[] arguments =
                    setter.getParameterCount() == 1 ? new Object[] {value} : new Object[] {"x-name", value};
            Change change = new Change(settings, setter.invoke(settings, arguments));
            return change.differences().isEmpty() ? Stream.empty() : Stream.of(change);
        } catch (InvocationTargetException outOfRange) {
            return Stream.empty();
        } catch (IllegalAccessException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static Map<String, @Nullable Object> properties(Object settings) {
        Map<String, @Nullable Object> values = new TreeMap<>();
        for (Method method : settings.getClass().getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers())
                    && !Modifier.isStatic(method.getModifiers())
                    && method.getParameterCount() == 0
                    && !Set.of("hashCode", "toString").contains(method.getName())) {
                values.put(method.getName(), value(settings, method));
            }
        }
        return values;
    }

    private static @Nullable Object value(Object settings, Method accessor) {
        try {
            return accessor.invoke(settings);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
