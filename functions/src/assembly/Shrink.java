import static java.lang.classfile.ClassFile.ConstantPoolSharingOption.NEW_POOL;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.InnerClassesAttribute;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes the libraries that are deployed: AWS's SDK without the operations that nobody calls and without the classes
 * that nothing mentions which stays; every other library whole.
 *
 * <p>Only two things are left out, so that nothing is missed at run time: a client's method that no class which stays
 * calls, and a class whose name appears in no class and no resource which stays, be it as a type or within a text.
 *
 * <p>The libraries are not compressed: the archive around them is, and finds what their classes have in common.
 *
 * <p>Usage: {@code java Shrink.java CLASSPATH FOLDER}
 */
final class Shrink {
    private static final String SDK = "software/amazon/awssdk/";
    private static final Pattern MENTION = Pattern.compile("software[/.]amazon[/.]awssdk[/.][\\w/.$]+");
    private static final Pattern CLIENT = Pattern.compile("(" + SDK + "services/\\w+/)(?:Default)?(\\w+Client)");

    /** What distinguishes an operation, its paginators and its waiters from what every client can do. */
    private static final Pattern OPERATION = Pattern.compile(SDK + "services/\\w+/(model|paginators|waiters)/");

    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(\\w+)\\$\\d+");

    private final Map<String, byte[]> sdk = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final Set<String> reached = new HashSet<>();
    private final Set<String> called = new HashSet<>();
    private final ClassFile classFile = ClassFile.of(
            NEW_POOL,
            ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(this::sdkClass)
                    .orElse(ClassHierarchyResolver.defaultResolver())));

    public static void main(String[] arguments) throws IOException {
        List<Path> classPath =
                Stream.of(arguments[0].split(File.pathSeparator)).map(Path::of).toList();
        Shrink shrink = new Shrink();
        Map<Path, Map<String, byte[]>> libraries = new TreeMap<>();
        for (Path path : classPath) {
            Map<String, byte[]> contents = Library.read(path);
            contents.forEach(shrink::take);
            if (Files.isRegularFile(path)) {
                libraries.put(path.getFileName(), contents);
            }
        }
        shrink.follow();
        Path folder = Library.empty(Path.of(arguments[1]));
        for (var library : libraries.entrySet()) {
            Library.write(folder.resolve(library.getKey()), shrink.left(library.getValue()));
        }
    }

    /** The SDK's classes wait until they are mentioned; whatever else there is stays, with all that it mentions. */
    private void take(String name, byte[] bytes) {
        if (name.startsWith(SDK) && name.endsWith(".class")) {
            sdk.put(className(name), bytes);
        } else if (name.endsWith(".class")) {
            read(bytes);
        } else {
            mention(new String(bytes, ISO_8859_1));
        }
    }

    private void follow() {
        while (!open.isEmpty()) {
            String name = open.pop();
            if (sdk.containsKey(name)) {
                read(shrunk(name));
            }
        }
    }

    private void read(byte[] bytes) {
        for (PoolEntry entry : classFile.parse(bytes).constantPool()) {
            switch (entry) {
                case Utf8Entry text -> mention(text.stringValue());
                case MemberRefEntry member -> call(member);
                default -> {}
            }
        }
    }

    private void mention(String text) {
        Matcher mentions = MENTION.matcher(text);
        while (mentions.find()) {
            String name = mentions.group().replace('.', '/');
            if (reached.add(name)) {
                open.add(name);
            }
        }
    }

    private void call(MemberRefEntry member) {
        Matcher client = CLIENT.matcher(member.owner().asInternalName());
        if (client.matches() && called.add(operation(client, member.name().stringValue()))) {
            // They may have been read before, when nobody had called this operation.
            open.add(client.group(1) + client.group(2));
            open.add(client.group(1) + "Default" + client.group(2));
        }
    }

    private static String operation(Matcher client, String method) {
        return client.group(1) + client.group(2) + "." + method;
    }

    private byte[] shrunk(String name) {
        byte[] bytes = sdk.get(name);
        Matcher client = CLIENT.matcher(name);
        return client.matches()
                ? classFile.transformClass(
                        classFile.parse(bytes), ClassTransform.dropping(element -> isInVain(client, element)))
                : bytes;
    }

    /** The list of inner classes mentions all operations' types; only reflection would ask for it. */
    private boolean isInVain(Matcher client, ClassElement element) {
        return element instanceof InnerClassesAttribute
                || element instanceof MethodModel method && !isCalled(client, method);
    }

    private boolean isCalled(Matcher client, MethodModel method) {
        String name = method.methodName().stringValue();
        Matcher lambda = LAMBDA.matcher(name);
        if (lambda.matches()) {
            return called.contains(operation(client, lambda.group(1))) || !isOperation(client, lambda.group(1));
        }
        return called.contains(operation(client, name)) || !isOperation(method);
    }

    private boolean isOperation(Matcher client, String name) {
        return classFile.parse(sdk.get(client.group(1) + client.group(2))).methods().stream()
                .anyMatch(method -> method.methodName().equalsString(name) && isOperation(method));
    }

    private static boolean isOperation(MethodModel method) {
        return OPERATION.matcher(method.methodType().stringValue()).find();
    }

    private Map<String, byte[]> left(Map<String, byte[]> library) {
        Map<String, byte[]> left = new TreeMap<>();
        library.forEach((name, bytes) -> {
            String type = className(name);
            if (!sdk.containsKey(type)) {
                left.put(name, bytes);
            } else if (reached.contains(type)) {
                left.put(name, shrunk(type));
            }
        });
        return left;
    }

    private static String className(String file) {
        return file.replaceFirst("\\.class$", "");
    }

    private InputStream sdkClass(ClassDesc type) {
        byte[] bytes = sdk.get(type.descriptorString().replaceAll("^L|;$", ""));
        return bytes == null ? null : new ByteArrayInputStream(bytes);
    }
}
