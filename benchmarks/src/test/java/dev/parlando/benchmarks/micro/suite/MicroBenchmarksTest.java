package dev.parlando.benchmarks.micro.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** A run of each JMH benchmark, once, with its first parameters. */
class MicroBenchmarksTest {
    private static final OutputFormat SILENT = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);

    static List<String> benchmarks() {
        return BenchmarkList.defaultList().getAll(SILENT, List.of()).stream()
                .map(entry -> entry.getUsername())
                .filter(name -> name.contains(".micro."))
                .sorted()
                .distinct()
                .toList();
    }

    @Test
    void findsBenchmarks() {
        assertThat(benchmarks()).hasSizeGreaterThan(25);
    }

    @ParameterizedTest
    @MethodSource("benchmarks")
    void runs(String benchmark) throws Exception {
        Class<?> type = Class.forName(benchmark.substring(0, benchmark.lastIndexOf('.')));
        assertThat(once(benchmark, type)).singleElement().satisfies(result -> assertThat(
                        result.getPrimaryResult().getScore())
                .isPositive());
    }

    private static Collection<RunResult> once(String benchmark, Class<?> type) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(benchmark) + "$")
                .mode(Mode.SingleShotTime)
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        Stream.of(type.getFields())
                .filter(field -> field.isAnnotationPresent(Param.class))
                .forEach(field -> options.param(field.getName(), first(field)));
        return new Runner(options.build()).run();
    }

    private static String first(Field field) {
        return field.getAnnotation(Param.class).value()[0];
    }
}
