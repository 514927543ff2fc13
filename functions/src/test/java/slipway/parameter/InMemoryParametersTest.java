package slipway.parameter;

class InMemoryParametersTest extends ParametersContract {
    private final InMemoryParameters fake = new InMemoryParameters();

    @Override
    protected Parameters as(String role) {
        return fake.as("arn:aws:sts::111122223333:assumed-role/" + role + "/session");
    }
}
