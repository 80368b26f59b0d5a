package dev.parlando.fault;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every fault and prints the table of outcomes. The system property {@code faults.only} selects faults whose group
 * or title matches a pattern.
 */
class FaultTest {
    private static final Pattern ONLY = Pattern.compile(System.getProperty("faults.only", ""));
    private static final FaultTable TABLE = new FaultTable();

    /**
     * Netty logs every misbehaving peer, which is all of them here. A strong reference, because a logger can be
     * collected.
     */
    private static final Logger NETTY = Logger.getLogger("io.netty");

    @TempDir
    static Path folder;

    private static ServerIdentity identity;

    @BeforeAll
    static void makeIdentity() throws Exception {
        NETTY.setLevel(Level.SEVERE);
        identity = ServerIdentity.create(folder);
    }

    @AfterAll
    @SuppressWarnings("SystemOut") // The table is for people.
    static void printTable() throws IOException {
        NETTY.setLevel(null);
        TABLE.write(Path.of("target", "faults.txt"));
        System.out.print(TABLE.forScreen());
    }

    @TestFactory
    Stream<DynamicNode> faults() {
        Map<String, List<Fault>> groups = AllFaults.rows().stream()
                .filter(fault ->
                        ONLY.matcher(fault.group() + " " + fault.title()).find())
                .collect(Collectors.groupingBy(Fault::group, LinkedHashMap::new, Collectors.toList()));
        return groups.entrySet().stream().map(group -> container(group.getKey(), group.getValue()));
    }

    private static DynamicNode container(String group, List<Fault> faults) {
        Stream<DynamicTest> rows =
                faults.stream().map(fault -> DynamicTest.dynamicTest(fault.title(), () -> play(fault)));
        DynamicTest leaks = DynamicTest.dynamicTest("no buffer leaked", LeakCheck::check);
        return DynamicContainer.dynamicContainer(group, Stream.concat(rows, Stream.of(leaks)));
    }

    private static void play(Fault fault) throws Exception {
        long startNanos = System.nanoTime();
        String seen = "";
        boolean ok = false;
        try {
            StreamOutcome outcome;
            try (FaultFixture scene = new FaultFixture(fault.wire(), identity)) {
                outcome = fault.script().run(scene);
                seen = outcome.describe();
            }
            List<String> problems = fault.expected().problems(outcome);
            ok = problems.isEmpty();
            if (!ok) {
                throw new AssertionError(String.join("; ", problems) + "; seen: " + seen, outcome.error());
            }
        } catch (Exception | AssertionError broken) {
            seen = seen.isEmpty() || ok ? broken.getMessage() : seen + " [" + broken.getMessage() + "]";
            throw broken;
        } finally {
            TABLE.add(fault, seen, ok, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos));
        }
    }
}
