import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.invoke.MethodType;
import java.lang.reflect.Executable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.zip.ZipFile;

/**
 * A list of the fields and methods to which the classes of a jar refer, one a line: the class that refers, the owner, the
 * name and the descriptor. The program writes the list. Its arguments are the jar and the file.
 */
public final class LibraryReferences {
    private static final Pattern CLASS = Pattern.compile("^  this_class: #\\d+ +// (\\S+)$");
    private static final Pattern REFERENCE =
            Pattern.compile("^ *#\\d+ = (?:Interface)?(?:Method|Field)ref +\\S+ +// (\\S+)\\.([^.]+):(\\S+)$");

    /** The classes that test for a feature before they use it. */
    private static final Pattern SWITCHES =
            Pattern.compile("dev/parlando/internal/(event/NettyFeatures|http2/ManualCredit|json/JsonFactories)");

    private LibraryReferences() {}

    /** Writes the list. */
    public static void main(String[] arguments) throws IOException {
        List<String> call = new ArrayList<>(List.of("-v", "-p", "-cp", arguments[0]));
        try (ZipFile jar = new ZipFile(arguments[0])) {
            jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .forEach(name -> call.add(name.replace(".class", "").replace('/', '.')));
        }
        StringWriter disassembly = new StringWriter();
        PrintWriter out = new PrintWriter(disassembly);
        if (ToolProvider.findFirst("javap").orElseThrow().run(out, out, call.toArray(new String[0])) != 0) {
            throw new IllegalStateException("javap failed");
        }
        TreeSet<String> references = new TreeSet<>();
        String user = "";
        for (String line : (Iterable<String>) disassembly.toString().lines()::iterator) {
            Matcher owner = CLASS.matcher(line);
            user = owner.matches() ? owner.group(1) : user;
            Matcher reference = REFERENCE.matcher(line);
            if (reference.matches() && !reference.group(1).matches("\"?\\[.*|javax?/.*|jdk/.*")) {
                references.add(String.join(
                        " ", user, reference.group(1), reference.group(2).replace("\"", ""), reference.group(3)));
            }
        }
        Files.write(Path.of(arguments[1]), references);
    }

    /** Checks that each reference of a list exists on the class path, and returns their number. */
    static int resolve(Path list) throws IOException {
        List<String> missing = new ArrayList<>();
        List<String> references = Files.readAllLines(list);
        for (String reference : references) {
            String[] parts = reference.split(" ");
            boolean tested = SWITCHES.matcher(parts[0]).lookingAt() || SWITCHES.matcher(parts[1]).lookingAt();
            if (!tested && !exists(parts[1].replace('/', '.'), parts[2], parts[3])) {
                missing.add(reference);
            }
        }
        if (references.size() < 1000 || !missing.isEmpty()) {
            throw new AssertionError(
                    "of " + references.size() + " references these are missing:\n" + String.join("\n", missing));
        }
        return references.size();
    }

    private static boolean exists(String owner, String name, String descriptor) {
        try {
            return exists(Class.forName(owner, false, LibraryReferences.class.getClassLoader()), name, descriptor);
        } catch (ClassNotFoundException | LinkageError missing) {
            return false;
        }
    }

    private static boolean exists(Class<?> type, String name, String descriptor) {
        boolean declared = name.equals("<init>")
                ? anyMatch(type.getDeclaredConstructors(), void.class, descriptor)
                : descriptor.startsWith("(")
                        ? Arrays.stream(type.getDeclaredMethods())
                                .anyMatch(method -> method.getName().equals(name)
                                        && matches(method, method.getReturnType(), descriptor))
                        : Arrays.stream(type.getDeclaredFields())
                                .anyMatch(field -> field.getName().equals(name)
                                        && field.getType().descriptorString().equals(descriptor));
        if (declared || name.equals("<init>")) {
            return declared;
        }
        Class<?> parent = type.isInterface() ? Object.class : type.getSuperclass();
        return parent != null && exists(parent, name, descriptor)
                || Arrays.stream(type.getInterfaces()).anyMatch(inherited -> exists(inherited, name, descriptor));
    }

    private static boolean anyMatch(Executable[] executables, Class<?> result, String descriptor) {
        return Arrays.stream(executables).anyMatch(executable -> matches(executable, result, descriptor));
    }

    private static boolean matches(Executable executable, Class<?> result, String descriptor) {
        return MethodType.methodType(result, executable.getParameterTypes())
                .descriptorString()
                .equals(descriptor);
    }
}
