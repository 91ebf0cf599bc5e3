"""moto's server, plus the alarms that its CloudFormation lacks.

Without them, moto rejects a stack whose dashboard names its alarms: "Fn::GetAtt references undefined
resource". An alarm here has only a name and an ARN; it monitors nothing.
"""

import sys

from moto.core.common_models import CloudFormationModel
from moto.server import main


class Alarm(CloudFormationModel):
    # moto reads the service of a model from its module name.
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
