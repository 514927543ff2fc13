import assert from 'node:assert/strict';
import {
  GetRoleCommand, GetRolePolicyCommand, IAMClient, NoSuchEntityException, SimulatePrincipalPolicyCommand,
  paginateListRolePolicies, paginateListRoles,
} from '@aws-sdk/client-iam';
import { all } from '../walk.mjs';

const iam = new IAMClient();

const roles = await all(paginateListRoles({ client: iam, pageSize: 3 }, {}), (page) => page.Roles);
assert.ok(roles.length > 3);
assert.ok(roles[0].CreateDate instanceof Date);
const { RoleName, Arn } = roles.find((role) => role.RoleName.includes('smoke-test'));
const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
assert.equal(Role.Arn, Arn);
assert.equal(JSON.parse(decodeURIComponent(Role.AssumeRolePolicyDocument)).Statement[0].Principal.Service, 'lambda.amazonaws.com');
await assert.rejects(iam.send(new GetRoleCommand({ RoleName: 'nobody' })), NoSuchEntityException);

const [PolicyName] = await all(paginateListRolePolicies({ client: iam }, { RoleName }), (page) => page.PolicyNames);
const policy = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
assert.ok(JSON.parse(decodeURIComponent(policy.PolicyDocument)).Statement.length > 0);
const simulated = await iam.send(
  new SimulatePrincipalPolicyCommand({ PolicySourceArn: Arn, ActionNames: ['iam:CreateUser'], ResourceArns: ['*'] }),
);
assert.equal(simulated.EvaluationResults[0].EvalDecision, 'implicitDeny');
