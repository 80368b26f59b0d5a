package dev.parlando.programs;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The public API of one module as sorted lines: its exported types and their public and protected members. */
final class PublicApi {
    private PublicApi() {}

    /** A reader of class files. */
    @FunctionalInterface
    private interface ClassFolderReader {
        List<String> read(Path classes) throws IOException;
    }

    /** Returns the lines of the module that a class belongs to: a folder of class files, or a jar. */
    static List<String> of(Class<?> member) throws IOException {
        return read(member, PublicApi::describe);
    }

    /** Returns the packages that the module of a class exports to all modules, sorted. */
    static List<String> exportedPackages(Class<?> member) throws IOException {
        return read(member, PublicApi::exportedPackages);
    }

    private static List<String> read(Class<?> member, ClassFolderReader reader) throws IOException {
        Path location = Path.of(URI.create(
                member.getProtectionDomain().getCodeSource().getLocation().toString()));
        if (Files.isDirectory(location)) {
            return reader.read(location);
        }
        try (FileSystem jar = FileSystems.newFileSystem(location)) {
            return reader.read(jar.getPath("/"));
        }
    }

    private static List<String> describe(Path classes) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String exported : exportedPackages(classes)) {
            for (Class<?> type : types(classes, exported)) {
                describe(type, lines);
            }
        }
        return lines;
    }

    private static List<String> exportedPackages(Path classes) throws IOException {
        try (InputStream compiled = Files.newInputStream(classes.resolve("module-info.class"))) {
            return ModuleDescriptor.read(compiled).exports().stream()
                    .filter(exported -> !exported.isQualified())
                    .map(ModuleDescriptor.Exports::source)
                    .sorted()
                    .toList();
        }
    }

    private static List<Class<?>> types(Path classes, String exported) throws IOException {
        List<String> names;
        try (Stream<Path> files = Files.list(classes.resolve(exported.replace('.', '/')))) {
            names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.startsWith("package-info"))
                    .map(name -> exported + "." + name.substring(0, name.length() - ".class".length()))
                    .sorted()
                    .toList();
        }
        List<Class<?>> types = new ArrayList<>();
        for (String name : names) {
            Class<?> type = load(name);
            if (isVisible(type)) {
                types.add(type);
            }
        }
        return types;
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, PublicApi.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isVisible(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return isApi(type.getModifiers())
                && !type.isAnonymousClass()
                && !type.isLocalClass()
                && (outer == null || isVisible(outer));
    }

    private static boolean isApi(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static void describe(Class<?> type, List<String> lines) {
        lines.add(header(type));
        Stream<String> fields =
                Arrays.stream(type.getDeclaredFields()).filter(PublicApi::isApi).map(Field::toGenericString);
        Stream<String> constructors = Arrays.stream(type.getDeclaredConstructors())
                .filter(PublicApi::isApi)
                .map(Constructor::toGenericString);
        Stream<String> methods = Arrays.stream(type.getDeclaredMethods())
                .filter(PublicApi::isApi)
                .map(Method::toGenericString);
        Stream.of(fields, constructors, methods)
                .flatMap(members -> members.sorted())
                .map(line -> "  " + line)
                .forEach(lines::add);
    }

    private static boolean isApi(Member member) {
        return isApi(member.getModifiers()) && !member.isSynthetic();
    }

    private static String header(Class<?> type) {
        String kind = kind(type);
        String parents = Stream.concat(
                        Stream.ofNullable(type.getGenericSuperclass()), Arrays.stream(type.getGenericInterfaces()))
                .map(parent -> parent.getTypeName())
                .filter(name -> !name.equals("java.lang.Object"))
                .collect(Collectors.joining(", "));
        int implied = type.isInterface() ? Modifier.INTERFACE | Modifier.ABSTRACT : 0;
        return Modifier.toString(type.getModifiers() & ~implied) + " " + kind + " " + type.getName()
                + (parents.isEmpty() ? "" : " : " + parents);
    }

    private static String kind(Class<?> type) {
        if (type.isInterface()) {
            return "interface";
        }
        if (type.isEnum()) {
            return "enum";
        }
        return type.isRecord() ? "record" : "class";
    }
}
