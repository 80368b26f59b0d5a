package dev.parlando.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that the libraries work as named modules with only their declared dependencies. */
class ModulePathTest {
    /** The run-time dependencies of the audio module. */
    private static final List<String> LIBRARIES = List.of(
            "core", "audio", "netty-", "disruptor-", "jackson-", "jlayer-", "concentus-", "HdrHistogram-", "jspecify-");

    @Test
    void resolvesModulesAndStartsEngine() throws Exception {
        ModuleLayer boot = ModuleLayer.boot();
        Configuration configuration =
                boot.configuration().resolve(libraries(), ModuleFinder.of(), Set.of("dev.parlando.audio"));
        ModuleLayer layer = boot.defineModulesWithOneLoader(configuration, ClassLoader.getPlatformClassLoader());
        Class<?> engine = layer.findLoader("dev.parlando").loadClass("dev.parlando.SpeechEngine");
        assertThat(engine.getModule().getName()).isEqualTo("dev.parlando");

        Object builder = engine.getMethod("builder").invoke(null);
        builder.getClass()
                .getMethod("baseUrl", java.net.URI.class)
                .invoke(builder, java.net.URI.create("http://127.0.0.1:9"));
        try (AutoCloseable opened =
                (AutoCloseable) builder.getClass().getMethod("build").invoke(builder)) {
            assertThat(opened).isInstanceOf(engine);
        }
        assertThat(layer.findLoader("dev.parlando.audio").loadClass("dev.parlando.audio.SpeechPlayer"))
                .isNotNull();
    }

    private static ModuleFinder libraries() {
        Path[] paths = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(ModulePathTest::isLibrary)
                .toArray(Path[]::new);
        return ModuleFinder.of(paths);
    }

    private static boolean isLibrary(Path path) {
        if (Files.isDirectory(path)) {
            return path.endsWith(Path.of("core", "target", "classes"))
                    || path.endsWith(Path.of("audio", "target", "classes"));
        }
        String name = path.getFileName().toString();
        return !name.endsWith("-tests.jar")
                && !name.contains("pkitesting")
                && LIBRARIES.stream()
                        .anyMatch(library -> name.startsWith(library) || name.startsWith("parlando-" + library));
    }
}
