import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program that speaks in a plugin and unloads the plugin. Its arguments are the class path of the plugin and the
 * arguments of {@link spoken.Spoken}.
 */
public final class Plugin {
    private static final int ROUNDS = 200;

    private Plugin() {}

    /** Speaks, and waits for the collection of the plugin's class loader. */
    public static void main(String[] arguments) throws Exception {
        // The timer thread of the JDK would keep the loader of the code that uses it first.
        new CompletableFuture<>().completeOnTimeout("", 0, TimeUnit.SECONDS).join();
        WeakReference<ClassLoader> plugin = speak(arguments);
        // Up to version 18, the JDK keeps the record class whose equals method was linked last.
        new Other(1).equals(new Other(2));
        for (int round = 0; plugin.get() != null; round++) {
            if (round == ROUNDS) {
                throw new AssertionError("the class loader of the plugin is still in memory");
            }
            System.gc();
            Thread.sleep(50); // Threads of the engine may still be ending.
        }
    }

    /** A record of the application. */
    private record Other(int value) {}

    private static WeakReference<ClassLoader> speak(String[] arguments) throws Exception {
        List<URL> jars = new ArrayList<>();
        for (String jar : arguments[0].split(File.pathSeparator)) {
            jars.add(Path.of(jar).toUri().toURL());
        }
        try (URLClassLoader loader =
                new URLClassLoader(jars.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            String[] words = List.of(arguments).subList(1, arguments.length).toArray(new String[0]);
            loader.loadClass("spoken.Spoken").getMethod("main", String[].class).invoke(null, (Object) words);
            return new WeakReference<>(loader);
        }
    }
}
