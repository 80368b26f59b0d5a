package dev.parlando.command.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** The versions and the machine of a run in words. Stateless. */
final class MachineDescription {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final double GIBIBYTE = 1L << 30;

    private MachineDescription() {}

    /** Returns the number and name of the processors, and the memory, such as {@code 2 × CPU name, 24 GiB}. */
    static String machine() {
        String memory =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                        ? ", " + Math.round(system.getTotalMemorySize() / GIBIBYTE) + " GiB"
                        : "";
        return Runtime.getRuntime().availableProcessors() + " × " + processor() + memory;
    }

    /** Returns the version in the manifest of the jar. */
    static String parlando() {
        String version = MachineDescription.class.getPackage().getImplementationVersion();
        return Objects.requireNonNullElse(version, "(not packaged)");
    }

    /** Returns the version of the JVM and the mode of its compiler. */
    static String java() {
        return Runtime.version() + " (" + System.getProperty("java.vendor") + "), "
                + System.getProperty("java.vm.info");
    }

    static String operatingSystem() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
    }

    /** Returns the model name that Linux reports, or the architecture. */
    private static String processor() {
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElseGet(() -> System.getProperty("os.arch"));
        } catch (IOException otherSystem) {
            return System.getProperty("os.arch");
        }
    }
}
