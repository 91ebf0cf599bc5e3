"""moto's server, with the alarms that its CloudFormation does not know.

Without them a stack whose dashboard names its alarms is refused: "Fn::GetAtt references undefined
resource". An alarm here has a name and an ARN, and nothing watches anything.
"""

import sys

from moto.core.common_models import CloudFormationModel
from moto.server import main


class Alarm(CloudFormationModel):
    # moto reads the service that a model belongs to from here.
    __module__ = "moto.cloudwatch.alarms"

    def __init__(self, name, account_id, region_name):
        self.physical_resource_id = name
        self.arn = f"arn:aws:cloudwatch:{region_name}:{account_id}:alarm:{name}"

    @staticmethod
    def cloudformation_name_type():
        return "AlarmName"

    @staticmethod
    def cloudformation_type():
        return "AWS::CloudWatch::Alarm"

    @classmethod
    def has_cfn_attr(cls, attr):
        return attr == "Arn"

    def get_cfn_attribute(self, attribute_name):
        return self.arn

    @classmethod
    def create_from_cloudformation_json(
        cls, resource_name, cloudformation_json, account_id, region_name, **kwargs
    ):
        return cls(resource_name, account_id, region_name)

    @classmethod
    def delete_from_cloudformation_json(
        cls, resource_name, cloudformation_json, account_id, region_name
    ):
        pass


if __name__ == "__main__":
    sys.exit(main())
