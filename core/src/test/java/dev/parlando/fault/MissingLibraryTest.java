package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.StringTokenizer;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that calls end with a helpful error if a library is missing from the class path. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MissingLibraryTest {
    @ParameterizedTest
    @ValueSource(strings = {"voices", "speech without a voice", "refused speech"})
    void reportsMissingJsonLibrary(String call) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(MissingLibraryTest::answer);
                URLClassLoader loader = loaderWithout("jackson-annotations")) {
            assertThat(run(loader, call, server.baseUrl()))
                    .startsWith("INTERNAL")
                    .contains("class path")
                    .contains("com/fasterxml/jackson");
        }
    }

    private static void answer(ScriptedStream stream) {
        if (stream.path().contains("text-to-speech")) {
            stream.head(422, "content-type", "application/json")
                    .end("{\"detail\":{\"status\":\"s\",\"message\":\"m\"}}".getBytes(StandardCharsets.UTF_8));
        } else {
            stream.head(200, "content-type", "application/json")
                    .end("{\"voices\":[],\"has_more\":false}".getBytes(StandardCharsets.UTF_8));
        }
    }

    @SuppressWarnings("unchecked")
    private static String run(ClassLoader loader, String call, URI baseUrl) throws ReflectiveOperationException {
        Object client = loader.loadClass(IsolatedClient.class.getName())
                .getDeclaredConstructor()
                .newInstance();
        return ((BiFunction<String, URI, String>) client).apply(call, baseUrl);
    }

    /** Returns a class loader for everything on the class path and module path, except matching files. */
    private static URLClassLoader loaderWithout(String name) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String path : paths()) {
            if (!path.contains(name)) {
                urls.add(new File(path).toURI().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static List<String> paths() {
        StringTokenizer paths = new StringTokenizer(
                System.getProperty("java.class.path", "")
                        + File.pathSeparator
                        + System.getProperty("jdk.module.path", ""),
                File.pathSeparator);
        return Collections.list(paths).stream().map(String.class::cast).toList();
    }
}
