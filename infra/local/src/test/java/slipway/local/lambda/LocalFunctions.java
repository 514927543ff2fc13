package slipway.local.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import slipway.local.assembly.ResourceProvider;
import slipway.local.assembly.ResourceProvider.Made;
import slipway.local.assembly.ResourceProvider.Wanted;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.edge.Identities;
import slipway.local.edge.Place;
import slipway.local.edge.Receiver;
import slipway.local.edge.Statements;
import slipway.local.lambda.function.Sample;
import slipway.local.sqs.QueueProvider;
import slipway.local.sqs.Queues;
import slipway.local.sqs.SqsService;
import slipway.local.time.ScaledClock;

/** Functions and queues as a template would make them, with everything allowed but what a test denies. */
final class LocalFunctions implements AutoCloseable {
    static final Place PLACE = new Place("111122223333", "eu-central-1");
    static final Caller PERSON = new Caller.Administrator("arn:aws:iam::111122223333:user/administrator");
    static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROLE = "arn:aws:iam::111122223333:role/sample-role";

    /** The end of a function's name whose code comes as an archive. */
    static final String ZIPPED = "-zipped";

    private static final String HANGING = "hanging in ";

    private final BlockingQueue<Long> hanging = new LinkedBlockingQueue<>();
    final ScaledClock clock;
    final Identities identities = new Identities(PLACE);
    final Set<String> denied = ConcurrentHashMap.newKeySet();
    final Received received = new Received();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    final Map<String, ObjectNode> statements = new ConcurrentHashMap<>();
    final Map<String, Integer> depths = new ConcurrentHashMap<>();
    final Map<String, Double> measured = new ConcurrentHashMap<>();
    private final Semaphore throttles = new Semaphore(0);
    final Queues queues;
    final LambdaSettings settings;
    final Lambdas lambdas;
    final QueueMappings mappings;
    private final List<ResourceProvider> providers;

    LocalFunctions(Path work) {
        this(work, 600);
    }

    LocalFunctions(Path work, int scale) {
        clock = new ScaledClock(scale);
        queues = new Queues(PLACE, clock, this::authorize, depths::put);
        settings = new LambdaSettings(
                PLACE,
                clock,
                this::authorize,
                identities,
                LocalFunctions::assume,
                () -> "http://127.0.0.1:1",
                this::line,
                this::measure,
                work.resolve("kept"),
                2);
        lambdas = new Lambdas(settings, this::receiver);
        mappings = new QueueMappings(lambdas, settings, queues);
        Statements policies = (arn, statement) -> statements.put(arn, (ObjectNode) statement);
        providers = List.of(
                new FunctionProvider(lambdas, settings, key -> asset(work.resolve(key))),
                new VersionProvider(lambdas),
                new InvocationProvider(lambdas, mappings, settings, policies),
                new UrlProvider(lambdas, settings),
                new QueueProvider(queues, new SqsService(PLACE, () -> "http://127.0.0.1:1", queues), policies));
    }

    /** What else than a queue or a function is handed something, here a topic or a bus, takes it down. */
    private Optional<Receiver> receiver(String arn) {
        return Stream.of(queues, lambdas, received)
                .filter(receiver -> receiver.receives(arn))
                .findFirst();
    }

    private void measure(String function, String metric, double value) {
        measured.merge(function + " " + metric, value, Double::sum);
        if (metric.equals("Throttles") && value > 0) {
            throttles.release();
        }
    }

    /** Waits until one more invocation was throttled. */
    void awaitThrottle() {
        throttles.acquireUninterruptibly();
    }

    /** Waits for a line of a function: it may come after the answer. */
    void awaitLine(String wanted) {
        try {
            String line = lines.take();
            while (!line.equals(wanted)) {
                line = lines.take();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void line(String group, String name, String line) {
        lines.add(line);
        if (line.startsWith(HANGING)) {
            hanging.add(Long.parseLong(line.substring(HANGING.length())));
        }
    }

    /** The process id of the next function that said that it hangs. */
    long awaitHanging() {
        try {
            return hanging.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Caller.RoleSession assume(String role, Caller.ServicePrincipal service, String session) {
        return new Caller.RoleSession(role, "arn:aws:sts::111122223333:assumed-role/sample-role/" + session);
    }

    void authorize(Caller caller, String action, String resource, Map<String, String> context) {
        if (denied.contains(action)) {
            throw AwsError.accessDenied(caller, action, resource);
        }
    }

    /** The sample as the folder of this name, or zipped. */
    private static Path asset(Path wanted) {
        if (!wanted.toString().endsWith(ZIPPED)) {
            return taskRoot(wanted);
        }
        if (Files.exists(wanted)) {
            return wanted;
        }
        Path folder = taskRoot(wanted.resolveSibling("unzipped"));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(wanted));
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                Files.copy(file, zip);
            }
            return wanted;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A folder with the sample's classes alone, so that nothing of the test's class path helps the function. */
    private static Path taskRoot(Path folder) {
        try {
            String name = Sample.class.getPackageName().replace('.', '/');
            Path classes = Path.of(Sample.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path target = Files.createDirectories(folder.resolve(name));
            try (Stream<Path> files = Files.list(classes.resolve(name))) {
                for (Path file : files.toList()) {
                    Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return folder;
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A function of that name, its first version and the alias {@code live}; gives the alias's ARN. */
    String function(String name, String handler, int timeoutSeconds) {
        make("AWS::Lambda::Function", """
                {"FunctionName":"%s","Runtime":"java25","Handler":"%s","Role":"%s","MemorySize":256,"Timeout":%d,
                 "Architectures":["arm64"],"Code":{"S3Bucket":"assets","S3Key":"%s"},
                 "Environment":{"Variables":{"GREETING":"hello"}}}""".formatted(name, handler, ROLE, timeoutSeconds, name));
        Made version = make("AWS::Lambda::Version", "{\"FunctionName\":\"%s\"}".formatted(name));
        return make("AWS::Lambda::Alias", """
                {"FunctionName":"%s","Name":"live","FunctionVersion":"%s"}""".formatted(
                                name, version.attributes().get("Version")))
                .physicalId();
    }

    String sample(String name) {
        return function(name, Sample.class.getName() + "::handleRequest", 20);
    }

    Made make(String type, String properties) {
        Wanted wanted = new Wanted("stack", type.replace(":", ""), type, json(properties));
        return providers.stream()
                .filter(provider -> provider.types().contains(type))
                .findFirst()
                .orElseThrow()
                .make(wanted);
    }

    InvokeResult invoke(String arn, String payload) {
        return lambdas.invoke(arn, json(payload), PERSON);
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    @Override
    public void close() {
        mappings.close();
        lambdas.close();
        clock.close();
    }
}
