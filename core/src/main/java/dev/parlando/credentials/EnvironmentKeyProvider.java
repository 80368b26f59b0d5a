package dev.parlando.credentials;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Provider of the keys in an environment, or in the file that it names.
 *
 * <p>Threading: confined to the calling thread.
 */
final class EnvironmentKeyProvider implements ApiKeyProvider {
    private final Supplier<Map<String, String>> variables;
    private @Nullable KeyFileProvider file;

    EnvironmentKeyProvider(Supplier<Map<String, String>> variables) {
        this.variables = variables;
    }

    @Override
    public ApiKeys keys() {
        Map<String, String> now = variables.get();
        String name = KeyVariables.value(now, KeyVariables.FILE);
        if (name == null) {
            return KeyVariables.parse(now, "the environment");
        }
        Path path = Path.of(name);
        if (file == null || !file.path().equals(path)) {
            file = new KeyFileProvider(path);
        }
        return file.keys();
    }
}
