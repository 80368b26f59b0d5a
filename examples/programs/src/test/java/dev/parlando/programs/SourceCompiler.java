package dev.parlando.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles Java text from documentation with the class path of the tests. */
final class SourceCompiler {
    private SourceCompiler() {}

    /**
     * Java text and its origin.
     *
     * @param origin the path that messages name
     * @param className the name of the class, by which the compiler accepts it as public
     * @param text a compilation unit
     */
    record Source(String origin, String className, String text) {}

    /** Asserts that the sources compile together; a failure shows the messages as {@code origin:line: message}. */
    static void assertCompiles(List<Source> sources, Path outputFolder) {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        null,
                        null,
                        diagnostics,
                        List.of(
                                "-proc:none",
                                "-d",
                                outputFolder.toString(),
                                "-cp",
                                System.getProperty("java.class.path")),
                        null,
                        sources.stream().map(SourceCompiler::fileObject).collect(Collectors.toList()))
                .call();
        String messages = diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(SourceCompiler::describe)
                .collect(Collectors.joining("\n"));
        assertThat(compiled).as(messages).isTrue();
    }

    private static String describe(Diagnostic<? extends JavaFileObject> diagnostic) {
        JavaFileObject source = diagnostic.getSource();
        String place = source == null ? "" : source.getName() + ":" + diagnostic.getLineNumber() + ": ";
        return place + diagnostic.getMessage(Locale.ROOT);
    }

    private static JavaFileObject fileObject(Source source) {
        return new SimpleJavaFileObject(
                URI.create("string:///" + source.className() + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public String getName() {
                return source.origin();
            }

            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source.text();
            }
        };
    }
}
