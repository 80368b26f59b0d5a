package dev.parlando.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The Javadoc of the public packages of the published modules, in one tree. Warnings are errors. Immutable. */
final class ApiPages {
    /** The folder of the site with the Javadoc. */
    static final String FOLDER = "apidocs";

    private static final Map<String, String> MODULES = Map.of(
            "core", "parlando-core",
            "audio", "parlando-audio",
            "examples/offline", "parlando-offline",
            "examples/fleet", "parlando-fleet");
    /** A package that every module may read. */
    private static final Pattern EXPORT = Pattern.compile("(?m)^\\s*exports ([\\w.]+);");

    private static final Pattern PUBLIC_TYPE =
            Pattern.compile("(?m)^public .*?\\b(?:class|interface|record|enum) (\\w+)");

    /** The packages of each artifact. */
    private final Map<String, List<String>> packages = new TreeMap<>();

    private final List<Path> sources = new ArrayList<>();
    /** The page of each public type by its simple name, which is unique in the repository. */
    private final Map<String, String> pages = new LinkedHashMap<>();

    private ApiPages() {}

    static ApiPages of(Path repository) throws IOException {
        ApiPages api = new ApiPages();
        for (Map.Entry<String, String> module : MODULES.entrySet()) {
            Path folder = repository.resolve(module.getKey()).resolve("src/main/java");
            List<String> exported = EXPORT.matcher(Files.readString(folder.resolve("module-info.java")))
                    .results()
                    .map(match -> match.group(1))
                    .toList();
            api.packages.put(module.getValue(), exported);
            for (String name : exported) {
                api.addPackage(folder.resolve(name.replace('.', '/')), name);
            }
        }
        return api;
    }

    private void addPackage(Path folder, String name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                sources.add(file);
                PUBLIC_TYPE
                        .matcher(Files.readString(file))
                        .results()
                        .findFirst()
                        .ifPresent(type -> addType(type, name));
            }
        }
    }

    private void addType(MatchResult type, String packageName) {
        String page = FOLDER + "/" + packageName.replace('.', '/') + "/" + type.group(1) + ".html";
        pages.put(type.group(1), page);
    }

    /** Returns the page of a public type, relative to the site; null if there is no such type. */
    @Nullable
    String page(String simpleName) {
        return pages.get(simpleName);
    }

    /** Writes the pages with the tool of the JDK. The class path is that of this program. */
    void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path style = SiteResources.write(
                "apidocs.css", directory.resolve("..").resolve("apidocs.css").normalize());
        List<String> arguments = new ArrayList<>(List.of("-d", directory.toString(), "-quiet", "-notimestamp"));
        arguments.addAll(List.of("-Xdoclint:all,-missing", "-Werror", "--release", "17", "-encoding", "UTF-8"));
        arguments.addAll(List.of("-classpath", System.getProperty("java.class.path")));
        arguments.addAll(List.of("-windowtitle", "Parlando API", "-doctitle", "Parlando API"));
        arguments.addAll(List.of("-header", "<a href=\"{@docRoot}/../index.html\">Parlando</a>"));
        arguments.addAll(List.of("--add-stylesheet", style.toString()));
        packages.forEach((artifact, names) -> arguments.addAll(List.of("-group", artifact, String.join(":", names))));
        sources.forEach(file -> arguments.add(file.toString()));
        ToolProvider javadoc = ToolProvider.findFirst("javadoc").orElseThrow();
        if (javadoc.run(System.out, System.err, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("Javadoc has errors or warnings");
        }
    }
}
