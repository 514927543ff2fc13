package slipway.local.contract;

/** Makes a handler as Lambda does, in a JVM of its own; fails with the message alone. */
public final class Construct {
    private Construct() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        try {
            Class.forName(arguments[0]).getDeclaredConstructor().newInstance();
        } catch (java.lang.reflect.InvocationTargetException e) {
            System.err.println(e.getCause());
            System.exit(1);
        }
    }
}
